// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A message of peer-to-peer mixing, signed with the sender's key for the mix (EC-Schnorr-DCRv0). Decoded, hashed and
 * encoded here; the signature and the mix itself are for others.
 */
public sealed interface MixMessage extends Message
        permits MixPairReq,
                MixKeyExchange,
                MixCiphertexts,
                MixSlotReserve,
                MixFactoredPoly,
                MixDCNet,
                MixConfirm,
                MixSecrets {
    /** Bytes of a signature. */
    int SIGNATURE_BYTES = 64;
    /** Bytes of an identity: a compressed secp256k1 key. */
    int IDENTITY_BYTES = 33;
    /** Peers in a mix. */
    int MAX_PEERS = 512;
    /** Messages mixed. */
    int MAX_MESSAGES = 1_024;

    /**
     * The signature over {@link #signedHash}.
     *
     * @return 64 bytes
     */
    Bytes signature();

    /**
     * Who signed.
     *
     * @return 33 bytes
     */
    Bytes identity();

    /**
     * Which session it belongs to.
     *
     * @return empty for {@code mixpairreq}, which belongs to none
     */
    Optional<Hash> session();

    /**
     * Which run of the session.
     *
     * @return 0 for the first, and for {@code mixpairreq}
     */
    long run();

    /**
     * Writes what is signed: everything after the signature.
     *
     * @param out takes it
     */
    void writeSigned(WireWriter out);

    @Override
    default void write(WireWriter out) {
        out.bytes(signature());
        writeSigned(out);
    }

    /**
     * The message's name in inventories.
     *
     * @return BLAKE-256 of the payload
     */
    default Hash hash() {
        WireWriter out = new WireWriter(512);
        write(out);
        return out.blake256();
    }

    /**
     * What the signature is for: a line of text that names command, session, run and the hash of everything after the
     * signature.
     *
     * @return BLAKE-256 of the line
     */
    default Hash signedHash() {
        String command = command().text();
        WireWriter data = new WireWriter(512).varString(command + "-sig");
        writeSigned(data);
        String line = "decred-mix-signature," + command + ","
                + session().orElse(Hash.ZERO).toWireHex() + "," + run() + ","
                + data.blake256().toWireHex();
        return Blake256.hash(line.getBytes(StandardCharsets.US_ASCII));
    }
}
