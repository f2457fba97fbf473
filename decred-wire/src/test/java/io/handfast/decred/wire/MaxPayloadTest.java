// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.vectors.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The longest payload of every command at every protocol version, as dcrd says. */
class MaxPayloadTest {
    @Test
    void givenEachCommandAndVersion_whenAskedForItsLimit_thenDcrds() {
        Object theirs = Vectors.object("maxpayload.json").members().get("max_payload_bytes");
        Map<String, List<String>> ours = new TreeMap<>();
        for (Command command : Command.values()) {
            List<String> limits = new ArrayList<>();
            for (int version = 1; version <= ProtocolVersion.LATEST; version++) {
                limits.add(Integer.toString(command.maxPayloadBytes(version)));
            }
            ours.put(command.text(), limits);
        }
        assertThat(ours).isEqualTo(theirs).hasSize(41);
    }

    @Test
    void givenTheCommands_whenLookedUp_thenEachIsFoundAndNoOther() {
        assertThat(Stream.of(Command.values())
                        .map(command -> Command.of(command.text()).orElseThrow()))
                .containsExactly(Command.values());
        assertThat(Command.of("alert")).isEmpty();
        assertThat(Command.of("")).isEmpty();
    }
}
