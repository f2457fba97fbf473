// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Bytes;
import java.util.Optional;

/**
 * An address that people pay to, as dcrd's {@code stdaddr} has them (version 0): two bytes that say network and kind,
 * then a hash of 20 bytes or a public key of 33, then a checksum, all in base 58.
 *
 * @param network where it is valid
 * @param kind what it pays to
 * @param payload hash or public key; whether a key is a point of its curve is not looked at
 */
public record PaymentAddress(Network network, Kind kind, Bytes payload) {
    private static final int ID_BYTES = 2;
    private static final int ODD = 0x80;

    /** What an address pays to. */
    public enum Kind {
        /** The hash of an ECDSA key: what wallets show. */
        PUBLIC_KEY_HASH(20, 0, "76a914", "88ac"),
        /** The hash of an Ed25519 key. */
        PUBLIC_KEY_HASH_ED25519(20, 1, "76a914", "8851be"),
        /** The hash of a Schnorr key on secp256k1. */
        PUBLIC_KEY_HASH_SCHNORR(20, 2, "76a914", "8852be"),
        /** The hash of a script. */
        SCRIPT_HASH(20, 3, "a914", "87"),
        /** An ECDSA key, compressed. */
        PUBLIC_KEY(33, 4, "21", "ac"),
        /** An Ed25519 key. */
        PUBLIC_KEY_ED25519(32, 4, "20", "51be"),
        /** A Schnorr key on secp256k1, compressed. */
        PUBLIC_KEY_SCHNORR(33, 4, "21", "52be");

        private final int payloadBytes;
        private final int column;
        private final String before;
        private final String after;

        Kind(int payloadBytes, int column, String before, String after) {
            this.payloadBytes = payloadBytes;
            this.column = column;
            this.before = before;
            this.after = after;
        }

        private int id(Network network) {
            return ids(network)[column];
        }

        private boolean isKey() {
            return column == 4;
        }

        /** The two bytes by network: hash of a key in three kinds, hash of a script, key (dcrd's chaincfg). */
        private static int[] ids(Network network) {
            return switch (network) {
                case MAINNET -> new int[] {0x073f, 0x071f, 0x0701, 0x071a, 0x1386};
                case TESTNET3 -> new int[] {0x0f21, 0x0f01, 0x0ee3, 0x0efc, 0x28f7};
                case SIMNET -> new int[] {0x0e91, 0x0e71, 0x0e53, 0x0e6c, 0x276f};
                case REGNET -> new int[] {0x0e00, 0x0de0, 0x0dc2, 0x0ddb, 0x25e5};
            };
        }
    }

    /** Rejects a payload of another length, and a key on secp256k1 that is not compressed. */
    public PaymentAddress {
        if (payload.length() != kind.payloadBytes) {
            throw new IllegalArgumentException(kind + " has " + kind.payloadBytes + " bytes, not " + payload.length());
        }
        if (kind.isKey() && kind.payloadBytes == 33 && (payload.at(0) & 0xFE) != 2) {
            throw new IllegalArgumentException(
                    "a compressed key begins with 02 or 03, not with " + payload.slice(0, 1));
        }
    }

    /**
     * Reads an address.
     *
     * @param text as people write it
     * @param network where it has to be valid
     * @return the address
     * @throws IllegalArgumentException when it is none, and which part of it is wrong
     */
    public static PaymentAddress parse(String text, Network network) {
        Bytes decoded = Base58Check.decode(text);
        if (decoded.length() < ID_BYTES) {
            throw new IllegalArgumentException("too short for an address: " + text);
        }
        int id = decoded.at(0) << 8 | decoded.at(1);
        Bytes data = decoded.slice(ID_BYTES, decoded.length() - ID_BYTES);
        for (Kind kind : Kind.values()) {
            if (kind.id(network) == id && !kind.isKey()) {
                return new PaymentAddress(network, kind, data);
            }
        }
        if (Kind.PUBLIC_KEY.id(network) == id && data.length() == 33) {
            return key(data, network);
        }
        throw new IllegalArgumentException(elsewhere(id, text, network));
    }

    private static String elsewhere(int id, String text, Network network) {
        Optional<Network> other = java.util.Arrays.stream(Network.values())
                .filter(each -> java.util.Arrays.stream(Kind.ids(each)).anyMatch(known -> known == id))
                .findFirst();
        return other.isPresent() && other.get() != network
                ? "an address of " + other.get() + ", not of " + network + ": " + text
                : "no address of a known kind: " + text;
    }

    /** The first byte says which kind of key, and of a point on secp256k1 which of the two. */
    private static PaymentAddress key(Bytes data, Network network) {
        int kind = data.at(0) & ~ODD;
        Bytes x = data.slice(1, 32);
        return switch (kind) {
            case 0 -> new PaymentAddress(network, Kind.PUBLIC_KEY, compressed(data));
            case 1 -> new PaymentAddress(network, Kind.PUBLIC_KEY_ED25519, x);
            case 2 -> new PaymentAddress(network, Kind.PUBLIC_KEY_SCHNORR, compressed(data));
            default -> throw new IllegalArgumentException("no kind of key: " + kind);
        };
    }

    private static Bytes compressed(Bytes data) {
        byte[] key = data.toByteArray();
        key[0] = (byte) ((key[0] & ODD) != 0 ? 3 : 2);
        return Bytes.owned(key);
    }

    /**
     * What an output that pays to it says, and what a filter holds of it: also outputs of stake transactions stand in
     * filters without the opcode that marks them.
     *
     * @return the script, of version 0
     */
    public Bytes script() {
        return Bytes.ofHex(kind.before + payload.toHex() + kind.after);
    }

    /** As people write it. */
    @Override
    public String toString() {
        byte[] data = new byte[ID_BYTES + (kind.isKey() ? 33 : payload.length())];
        int id = kind.id(network);
        data[0] = (byte) (id >>> 8);
        data[1] = (byte) id;
        payload.copyTo(data, data.length - payload.length());
        switch (kind) {
            case PUBLIC_KEY -> data[ID_BYTES] = (byte) (payload.at(0) == 3 ? ODD : 0);
            case PUBLIC_KEY_ED25519 -> data[ID_BYTES] = 1;
            case PUBLIC_KEY_SCHNORR -> data[ID_BYTES] = (byte) (payload.at(0) == 3 ? ODD | 2 : 2);
            default -> {}
        }
        return Base58Check.encode(Bytes.owned(data));
    }
}
