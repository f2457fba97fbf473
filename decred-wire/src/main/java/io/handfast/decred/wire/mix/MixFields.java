// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/** Fields that several mixing messages have, and their limits. */
final class MixFields {
    /** Of an item in slot reservation: a number of the field. */
    static final int MAX_FIELD_BYTES = 32;

    private static final int MAX_SEEN = MixMessage.MAX_PEERS;

    private MixFields() {}

    static void requireSender(Bytes signature, Bytes identity, long run) {
        requireSize("signature", signature, MixMessage.SIGNATURE_BYTES);
        requireSize("identity", identity, MixMessage.IDENTITY_BYTES);
        Uint32.require("run", run);
    }

    static void requireSize(String field, Bytes value, int size) {
        WireFault.INVALID_MSG.unless(value.length() == size, field, size + " bytes", value.length());
    }

    static void requireMost(String field, List<?> items, int most) {
        WireFault.INVALID_MSG.unless(items.size() <= most, field, "at most " + most, items.size());
    }

    static List<Hash> checkedSeen(List<Hash> seen) {
        WireFault.TOO_MANY_PREV_MIX_MSGS.unless(seen.size() <= MAX_SEEN, "messages seen", "at most 512", seen.size());
        return List.copyOf(seen);
    }

    static List<Bytes> checkedNumbers(String field, List<Bytes> numbers) {
        for (Bytes number : numbers) {
            WireFault.VAR_BYTES_TOO_LONG.unless(
                    number.length() <= MAX_FIELD_BYTES, field, "at most 32 bytes", number.length());
        }
        return List.copyOf(numbers);
    }

    static Bytes signature(WireReader in) throws MalformedMessage {
        return in.bytes("signature", MixMessage.SIGNATURE_BYTES);
    }

    static Bytes identity(WireReader in) throws MalformedMessage {
        return in.bytes("identity", MixMessage.IDENTITY_BYTES);
    }

    static List<Hash> seen(WireReader in) throws MalformedMessage {
        return in.hashes("messages seen", MAX_SEEN, WireFault.TOO_MANY_PREV_MIX_MSGS);
    }

    static List<Bytes> numbers(String field, WireReader in) throws MalformedMessage {
        return in.list(field, MixMessage.MAX_MESSAGES, WireFault.INVALID_MSG, 1, item -> number(field, item));
    }

    static Bytes number(String field, WireReader in) throws MalformedMessage {
        return in.varBytes(field, MAX_FIELD_BYTES);
    }

    static void writeNumbers(List<Bytes> numbers, WireWriter out) {
        out.list(numbers, 1 + MAX_FIELD_BYTES, (number, to) -> to.varBytes(number));
    }
}
