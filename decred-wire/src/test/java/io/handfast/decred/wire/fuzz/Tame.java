// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.mix.MixMessage;

/**
 * What any bytes have to put up with: they are a message or a {@link MalformedMessage}, at every protocol version; a
 * message is written to the bytes it was read from, and read again it is the same.
 */
final class Tame {
    private Tame() {}

    static void require(Command command, byte[] bytes) {
        Bytes payload = Bytes.of(bytes);
        int newest = command == Command.ADDR ? ProtocolVersion.ADDR_V2 - 1 : ProtocolVersion.LATEST;
        for (int version = newest; version >= newest - 1; version--) {
            require(command, payload, version);
        }
    }

    private static void require(Command command, Bytes payload, int version) {
        Message message;
        try {
            message = command.decode(payload, version);
        } catch (MalformedMessage e) {
            assertThat(e.expected()).isNotEmpty();
            assertThat(e.got()).isNotEmpty();
            assertThat(e.offset()).isBetween(0L, (long) Math.max(16, payload.length()));
            assertThat(e.code())
                    .isNotIn(WireFault.CLOSED, WireFault.UNKNOWN_CMD, WireFault.WRONG_NETWORK, WireFault.NOT_DECRED);
            return;
        }
        Bytes written = command.encode(message, version);
        if (command != Command.VERSION) { // which has optional fields and a flag that any number sets
            assertThat(written).isEqualTo(payload);
        }
        assertThat(decoded(command, written, version)).isEqualTo(message);
        if (message instanceof MixMessage mix) {
            assertThat(mix.hash()).isNotEqualTo(mix.signedHash());
        }
    }

    private static Message decoded(Command command, Bytes payload, int version) {
        try {
            return command.decode(payload, version);
        } catch (MalformedMessage e) {
            throw new AssertionError("what was written cannot be read", e);
        }
    }
}
