// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * What a transaction pays.
 *
 * @param value atoms: 10^-8 DCR
 * @param version of the script
 * @param script who may spend it
 */
public record TxOut(long value, int version, Bytes script) {
    static final int LEAST_BYTES = 11;

    /** Rejects a version of more than two bytes. */
    public TxOut {
        WireFault.INVALID_MSG.unless(version >>> 16 == 0, "script version", "0 to 65535", version);
    }

    /**
     * Reads one.
     *
     * @param in stands at its first byte
     * @return the output; its script is a view
     * @throws MalformedMessage when it is not there
     */
    public static TxOut read(WireReader in) throws MalformedMessage {
        return new TxOut(in.int64("output value"), in.uint16("script version"), in.varBytes("output script"));
    }

    /**
     * Writes it.
     *
     * @param out takes 11 bytes and more
     */
    public void write(WireWriter out) {
        out.int64(value).uint16(version).varBytes(script);
    }
}
