// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    @Test
    void givenARead_whenADeviceAnswers_thenTheReplyRefersToItAndNamesItsEntities() throws MalformedMessage {
        RawJson read = Discovery.read("d:_i:hub", 7);
        RawJson reply = Discovery.reply(read, "d:_i:box", SimulatedDevice.Type.WALLBOX, 1)
                .orElseThrow();
        assertThat(reply.text())
                .startsWith("{\"datagram\":[{\"header\":[{\"specificationVersion\":\"1.3.0\"},{\"addressSource\":"
                        + "[{\"device\":\"d:_i:box\"},{\"entity\":[0]},")
                .contains("{\"msgCounterReference\":7}", "{\"cmdClassifier\":\"reply\"}");
        assertThat(Discovery.entities(reply)).containsExactly("DeviceInformation", "EVSE");
    }

    @Test
    void givenAnythingElse_whenADeviceHearsIt_thenItSaysNothing() throws MalformedMessage {
        RawJson reply = Discovery.reply(Discovery.read("a", 1), "b", SimulatedDevice.Type.HEAT_PUMP, 1)
                .orElseThrow();
        assertThat(Discovery.reply(reply, "a", SimulatedDevice.Type.WALLBOX, 2)).isEmpty();
        assertThat(Discovery.reply(RawJson.parse("{}"), "a", SimulatedDevice.Type.WALLBOX, 2))
                .isEmpty();
        assertThat(Discovery.reply(RawJson.parse("{\"datagram\":[]}"), "a", SimulatedDevice.Type.WALLBOX, 2))
                .isEmpty();
    }
}
