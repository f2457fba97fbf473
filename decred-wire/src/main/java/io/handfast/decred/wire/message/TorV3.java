// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * An onion service of version 3.
 *
 * @param publicKey its Ed25519 key, 32 bytes
 */
public record TorV3(Bytes publicKey) implements Host {
    static final int TYPE = 3;

    private static final int KEY_BYTES = 32;

    /** Rejects other lengths. */
    public TorV3 {
        WireFault.INVALID_MSG.unless(
                publicKey.length() == KEY_BYTES, "TorV3 public key", "32 bytes", publicKey.length());
        publicKey = publicKey.compact(); // addresses outlive the message that brought them
    }

    static TorV3 read(WireReader in) throws MalformedMessage {
        return new TorV3(in.bytes("TorV3 public key", KEY_BYTES));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void write(WireWriter out) {
        out.bytes(publicKey);
    }
}
