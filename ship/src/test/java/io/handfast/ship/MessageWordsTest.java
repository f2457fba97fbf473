// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Ending;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.ClosePhase;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.HandshakeType;
import io.handfast.ship.message.Init;
import io.handfast.ship.message.InputPermission;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.PinError;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.PinRequirement;
import io.handfast.ship.message.PinState;
import io.handfast.ship.message.ProtocolHandshake;
import io.handfast.ship.message.ProtocolHandshakeError;
import io.handfast.ship.message.Reserved;
import io.handfast.ship.message.ShipMessage;
import io.handfast.ship.message.UnknownControl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a failure says it got: words, never a record; nothing that a peer chose freely. */
class MessageWordsTest {
    private static final Map<ShipMessage, String> MESSAGES = Map.ofEntries(
            Map.entry(new Init(), "connection mode 00 00"),
            Map.entry(ConnectionHello.aborted(), "connectionHello aborted"),
            Map.entry(ConnectionHello.ready(Duration.ofSeconds(60)), "connectionHello ready, waiting 60 s"),
            Map.entry(ConnectionHello.askForMore(), "connectionHello pending, asking for more time"),
            Map.entry(
                    ProtocolHandshake.announceMax(1, 0),
                    "messageProtocolHandshake announceMax 1.0 with " + ProtocolHandshake.JSON_UTF8),
            Map.entry(
                    new ProtocolHandshake(HandshakeType.SELECT, 2, 1, List.of("<script>", "b")),
                    "messageProtocolHandshake select 2.1 with 2 formats, unknown ones among them"),
            Map.entry(
                    new ProtocolHandshake(HandshakeType.SELECT, 2, 1, List.of()),
                    "messageProtocolHandshake select 2.1 with no format"),
            Map.entry(new ProtocolHandshakeError(2), "messageProtocolHandshakeError 2"),
            Map.entry(
                    new PinState(PinRequirement.REQUIRED, Optional.of(InputPermission.BUSY)),
                    "connectionPinState required, input busy"),
            Map.entry(new PinInput(new Pin("12345678")), "connectionPinInput"),
            Map.entry(new PinError(1), "connectionPinError 1"),
            Map.entry(new AccessMethodsRequest(), "accessMethodsRequest"),
            Map.entry(AccessMethods.of("secret"), "accessMethods"),
            Map.entry(
                    new ConnectionClose(ClosePhase.ANNOUNCE, Optional.empty(), Optional.of("why")),
                    "connectionClose announce"),
            Map.entry(new Reserved(7), "a message of the reserved type 7"),
            Map.entry(new UnknownControl("what"), "a control message that nobody knows"));

    @Test
    void givenEachMessage_whenItIsNotExpected_thenWords() {
        MESSAGES.forEach((message, words) ->
                assertThat(new ShipEvent.Received(message).words()).isEqualTo(words));
    }

    @Test
    void givenDecisionsAndEndings_whenNotExpected_thenWords() {
        assertThat(new ShipEvent.Decided(new ShipControl.PinEntered(new Pin("12345678"))).words())
                .isEqualTo("a PIN that our user entered");
        assertThat(new ShipEvent.Ended(new Ending.PeerClosed(4452, "bye")).words())
                .isEqualTo("close 4452 'bye'");
        assertThat(new ShipEvent.Ended(new Ending.StreamEnded()).words()).isEqualTo("the end of the connection");
    }
}
