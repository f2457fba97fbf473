// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.chain.TxOut;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.StrictAscii;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * {@code mixpairreq}: who mixes with me, and what I bring.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param expiry the height from which on nobody should care
 * @param mixAmount atoms of each mixed output
 * @param scriptClass of the mixed outputs, up to 32 printable characters
 * @param txVersion 0 to 65 535
 * @param lockTime of the transaction to be made
 * @param messageCount mixed outputs wanted
 * @param inputValue atoms of all outputs brought
 * @param outputs up to 512 that are brought
 * @param change what is paid back
 * @param flags 0 to 255
 * @param pairingFlags 0 to 255
 */
public record MixPairReq(
        Bytes signature,
        Bytes identity,
        long expiry,
        long mixAmount,
        String scriptClass,
        int txVersion,
        long lockTime,
        long messageCount,
        long inputValue,
        List<PairedOutput> outputs,
        Optional<TxOut> change,
        int flags,
        int pairingFlags)
        implements MixMessage {
    private static final int MAX_CLASS_BYTES = 32;
    private static final int MAX_OUTPUTS = 512;

    /** Rejects what the message may not have. */
    public MixPairReq {
        MixFields.requireSender(signature, identity, 0);
        Uint32.require("expiry", expiry);
        requireAmount("mix amount", mixAmount);
        WireFault.MIX_PAIR_REQ_SCRIPT_CLASS_TOO_LONG.unless(
                scriptClass.length() <= MAX_CLASS_BYTES, "script class", "at most 32 bytes", scriptClass.length());
        StrictAscii.require("script class", scriptClass);
        WireFault.INVALID_MSG.unless(txVersion >>> 16 == 0, "transaction version", "0 to 65535", txVersion);
        Uint32.require("lock time", lockTime);
        Uint32.require("message count", messageCount);
        requireAmount("input value", inputValue);
        outputs = List.copyOf(outputs);
        WireFault.TOO_MANY_MIX_PAIR_REQ_UTXOS.unless(
                outputs.size() <= MAX_OUTPUTS, "outputs", "at most 512", outputs.size());
        WireFault.INVALID_MSG.unless(((flags | pairingFlags) & ~0xFF) == 0, "flags", "0 to 255", flags);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixPairReq read(WireReader in) throws MalformedMessage {
        return new MixPairReq(
                MixFields.signature(in),
                MixFields.identity(in),
                in.uint32("expiry"),
                in.int64("mix amount"),
                in.asciiVarString("script class", MAX_CLASS_BYTES),
                in.uint16("transaction version"),
                in.uint32("lock time"),
                in.uint32("message count"),
                in.int64("input value"),
                in.list(
                        "outputs",
                        MAX_OUTPUTS,
                        WireFault.TOO_MANY_MIX_PAIR_REQ_UTXOS,
                        PairedOutput.LEAST_BYTES,
                        PairedOutput::read),
                change(in),
                in.uint8("flags"),
                in.uint8("pairing flags"));
    }

    private static Optional<TxOut> change(WireReader in) throws MalformedMessage {
        int present = in.uint8("change flag");
        return switch (present) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(TxOut.read(in));
            default -> throw in.malformed(WireFault.INVALID_MSG, "change flag", "0 or 1", Integer.toString(present));
        };
    }

    private static void requireAmount(String field, long atoms) {
        WireFault.INVALID_MSG.unless(atoms >= 0, field, "no negative amount", atoms);
    }

    @Override
    public Command command() {
        return Command.MIXPAIRREQ;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.empty();
    }

    @Override
    public long run() {
        return 0;
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity);
        out.uint32(expiry).int64(mixAmount).varString(scriptClass);
        out.uint16(txVersion).uint32(lockTime).uint32(messageCount).int64(inputValue);
        out.list(outputs, PairedOutput.LEAST_BYTES, PairedOutput::write);
        out.flag(change.isPresent());
        change.ifPresent(output -> output.write(out));
        out.uint8(flags).uint8(pairingFlags);
    }
}
