// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.Version;

/** No part of a message passes as the whole. */
final class Prefixes {
    /** How long {@code version} is up to the end of the receiver's address; what follows is optional. */
    private static final int LEAST_VERSION_BYTES = 46;

    private Prefixes() {}

    /** Cuts a payload after each byte but its last. */
    static void requireShort(Command command, Bytes payload, int version) throws MalformedMessage {
        for (int length = 0; length < payload.length(); length++) {
            Bytes part = payload.slice(0, length);
            if (command == Command.VERSION && endsAField(part)) {
                Version shorter = (Version) command.decode(part, version);
                assertThat(shorter.relayTx()).isTrue();
                assertThat(shorter.addrYou()).isEqualTo(((Version) command.decode(payload, version)).addrYou());
                continue;
            }
            MalformedMessage malformed =
                    catchThrowableOfType(MalformedMessage.class, () -> command.decode(part, version));
            assertThat(malformed).as("%d bytes of %s", length, command).isNotNull();
            assertThat(malformed.code()).isEqualTo(WireFault.SHORT_PAYLOAD);
            assertThat(malformed.phase()).isEqualTo("decode " + command.text());
            assertThat(malformed.offset()).isLessThanOrEqualTo(length);
        }
    }

    /** The addresses, the nonce, the user agent with its length, the last block. */
    private static boolean endsAField(Bytes version) {
        int length = version.length();
        int agent = LEAST_VERSION_BYTES + 26 + 8;
        if (length <= agent) {
            return length == LEAST_VERSION_BYTES || length == LEAST_VERSION_BYTES + 26 || length == agent;
        }
        int end = agent + 1 + version.at(agent);
        return length == end || length == end + 4;
    }
}
