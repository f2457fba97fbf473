// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.chain.OutPoint;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * An output that a peer brings into a mix, with the proof that it may.
 *
 * @param output which one
 * @param script the unhashed script of a pay-to-script-hash output, up to 16 384 bytes; else none
 * @param publicKey up to 33 bytes
 * @param signature up to 64 bytes
 * @param opcode 0 for a regular output, else the stake opcode it begins with
 */
public record PairedOutput(OutPoint output, Bytes script, Bytes publicKey, Bytes signature, int opcode) {
    static final int LEAST_BYTES = OutPoint.SIZE_BYTES + 4;

    private static final int MAX_SCRIPT_BYTES = 16_384;
    private static final int MAX_KEY_BYTES = 33;
    private static final int MAX_SIGNATURE_BYTES = 64;

    /** Rejects what is too long. */
    public PairedOutput {
        requireMost("output script", script, MAX_SCRIPT_BYTES);
        requireMost("output public key", publicKey, MAX_KEY_BYTES);
        requireMost("output signature", signature, MAX_SIGNATURE_BYTES);
        WireFault.INVALID_MSG.unless(opcode >= 0 && opcode <= 0xFF, "output opcode", "0 to 255", opcode);
    }

    private static void requireMost(String field, Bytes value, int most) {
        WireFault.VAR_BYTES_TOO_LONG.unless(
                value.length() <= most, field, "at most " + most + " bytes", value.length());
    }

    static PairedOutput read(WireReader in) throws MalformedMessage {
        return new PairedOutput(
                OutPoint.read(in),
                in.varBytes("output script", MAX_SCRIPT_BYTES),
                in.varBytes("output public key", MAX_KEY_BYTES),
                in.varBytes("output signature", MAX_SIGNATURE_BYTES),
                in.uint8("output opcode"));
    }

    void write(WireWriter out) {
        output.write(out);
        out.varBytes(script).varBytes(publicKey).varBytes(signature).uint8(opcode);
    }
}
