// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * A row of messages in the DC-net, each of 20 bytes: what an address script pays to.
 *
 * @param messages up to 1 024
 */
public record MixVector(List<Bytes> messages) {
    /** Bytes of a message. */
    public static final int MESSAGE_BYTES = 20;

    /** Rejects messages of other lengths, and too many. */
    public MixVector {
        messages = List.copyOf(messages);
        MixFields.requireMost("mixed messages", messages, MixMessage.MAX_MESSAGES);
        for (Bytes message : messages) {
            MixFields.requireSize("mixed message", message, MESSAGE_BYTES);
        }
    }

    static int count(String field, WireReader in) throws MalformedMessage {
        return in.count(field, MixMessage.MAX_MESSAGES, WireFault.INVALID_MSG, 0);
    }

    /** The length of a message, which is said although there is but one. */
    static void requireMessageSize(WireReader in) throws MalformedMessage {
        long size = in.varInt("mixed message size");
        if (size != MESSAGE_BYTES) {
            throw in.malformed(WireFault.INVALID_MSG, "mixed message size", "20", Long.toUnsignedString(size));
        }
    }

    static MixVector read(int count, WireReader in) throws MalformedMessage {
        in.requireRoom("mixed messages", count, MESSAGE_BYTES);
        return new MixVector(in.items(count, item -> item.bytes("mixed message", MESSAGE_BYTES)));
    }

    void write(WireWriter out) {
        messages.forEach(out::bytes);
    }
}
