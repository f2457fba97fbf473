// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.SystemTime;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.VisibleDevice;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.message.Pin;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is typed and what happens is put in first, in order; then the conversation runs to its end. */
class DialogueTest {
    private static final Ski ONE = new Ski("1ad1f1b3".repeat(5));
    private static final Ski TWO = new Ski("2".repeat(40));

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Desk desk = new Desk();
    private final List<String> quits = new ArrayList<>();
    private final Dialogue dialogue = new Dialogue(
            new PrintStream(screen, true, StandardCharsets.UTF_8), false, new SystemTime(), () -> quits.add("quit"));

    /** A hub that notes what it is told. */
    private static final class Desk implements HubDesk {
        private final List<String> done = new ArrayList<>();
        private final List<VisibleDevice> visible = new ArrayList<>();
        private boolean full;

        @Override
        public void trust(TrustStore.TrustedDevice device) throws IOException {
            if (full) {
                full = false;
                throw new IOException("no space left");
            }
            done.add("trust " + device.ski().toString().charAt(0) + " " + device.name());
        }

        @Override
        public void refuse(Ski ski) {
            done.add("refuse " + ski.toString().charAt(0));
        }

        @Override
        public boolean enterPin(Ski ski, Pin pin) {
            done.add("pin " + ski.toString().charAt(0) + " " + pin.matches(new Pin("1a2b3c4d")));
            return true;
        }

        @Override
        public List<DeviceStatus> devices() {
            return List.of();
        }

        @Override
        public List<VisibleDevice> visible() {
            return visible;
        }
    }

    private void happens(HubEvent.Kind kind, Ski ski) {
        Optional<HandshakeException> failure = kind == HubEvent.Kind.FAILED
                ? Optional.of(new ConnectionLost(EngineFailure.CONNECTION_LOST, "hello", "a hello", "an end"))
                : Optional.empty();
        dialogue.told(new HubEvent(
                Instant.EPOCH, kind, Optional.of(ski), "", "hello", "something", failure, Optional.empty()));
    }

    private String run() throws InterruptedException {
        dialogue.end();
        dialogue.run(desk);
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givenADeviceThatIsSeen_whenItAsks_thenAllItSaysIsShownAndItsSkiInGroups() throws Exception {
        Product product = new Product("Elli", "Box", "ChargingStation", "7", List.of(3));
        desk.visible.add(
                new VisibleDevice(ONE, "Box", "i:7", product, false, List.of(Address.of("10.0.0.2", 4712)), false));
        happens(HubEvent.Kind.PENDING, ONE);
        dialogue.typed(" YES ");
        assertThat(run())
                .contains("SKI   1ad1 f1b3 1ad1 f1b3 1ad1 f1b3 1ad1 f1b3 1ad1 f1b3")
                .contains("says  Elli Box, ChargingStation, serial 7, SHIP ID i:7, at 10.0.0.2:4712")
                .contains("Trust it? yes or no: trusted from now on");
        assertThat(desk.done).containsExactly("trust 1 Elli Box");
    }

    @Test
    void givenTwoThatAsk_whenAnswered_thenOneAfterTheOtherAndEachOnce() throws Exception {
        happens(HubEvent.Kind.PENDING, ONE);
        happens(HubEvent.Kind.PENDING, TWO);
        happens(HubEvent.Kind.PENDING, ONE);
        dialogue.typed("n");
        dialogue.typed("perhaps");
        dialogue.typed("y");
        dialogue.typed("y");
        String shown = run();
        assertThat(desk.done).containsExactly("refuse 1", "trust 2 device 22222222");
        assertThat(shown.split("A device asks", -1)).hasSize(3);
        assertThat(shown).contains("yes or no, or type status or quit").endsWith("type status or quit\n");
    }

    @Test
    void givenADeviceThatLeft_whenAnsweredLate_thenNothingIsDecided() throws Exception {
        happens(HubEvent.Kind.PENDING, ONE);
        happens(HubEvent.Kind.PENDING, TWO);
        happens(HubEvent.Kind.FAILED, TWO);
        happens(HubEvent.Kind.FAILED, ONE);
        dialogue.typed("yes");
        assertThat(run()).contains("No need to answer about 1ad1 f1b3").doesNotContain("SKI   2222");
        assertThat(desk.done).isEmpty();
    }

    @Test
    void givenADiskThatIsFull_whenApproved_thenSaidAndAskedAgain() throws Exception {
        desk.full = true;
        happens(HubEvent.Kind.PENDING, ONE);
        dialogue.typed("yes");
        dialogue.typed("yes");
        assertThat(run()).contains("could not be stored, so it still waits: no space left");
        assertThat(desk.done).hasSize(1);
    }

    @Test
    void givenADeviceThatWantsAPin_whenItFailsMeanwhile_thenThePinIsTakenAllTheSame() throws Exception {
        happens(HubEvent.Kind.PIN_WANTED, ONE);
        happens(HubEvent.Kind.FAILED, ONE);
        happens(HubEvent.Kind.PIN_WANTED, ONE);
        dialogue.typed("no");
        dialogue.typed("1A2B3C4D");
        happens(HubEvent.Kind.PIN_WANTED, TWO);
        happens(HubEvent.Kind.CONNECTED, TWO);
        happens(HubEvent.Kind.PIN_WANTED, TWO);
        dialogue.typed("later");
        assertThat(run())
                .contains("8 to 16 hexadecimal digits or later, or type status or quit")
                .contains("it was let in without")
                .contains("asked again when it wants the PIN the next time");
        assertThat(desk.done).containsExactly("pin 1 true");
    }

    @Test
    void givenADeviceThatIsSeenLate_whenAskedAbout_thenAskedAgainWithWhatItSays() throws Exception {
        happens(HubEvent.Kind.PENDING, ONE);
        happens(HubEvent.Kind.APPEARED, ONE);
        dialogue.typed("yes");
        assertThat(run().split("A device asks", -1)).hasSize(3);
        assertThat(desk.done).hasSize(1);
    }

    @Test
    void givenADeviceThatIsTrustedElsewhere_whenAsked_thenWithdrawn() throws Exception {
        happens(HubEvent.Kind.PENDING, ONE);
        happens(HubEvent.Kind.TRUSTED, ONE);
        dialogue.typed("no");
        assertThat(run()).contains("it was decided elsewhere");
        assertThat(desk.done).isEmpty();
    }

    @Test
    void givenNobodyTypesAnyMore_whenADeviceAsks_thenItIsNotAskedAboutAndTheHubKnows() throws Exception {
        assertThat(dialogue.isListening()).isTrue();
        dialogue.read(new BufferedReader(new StringReader("status\nquit\n")));
        happens(HubEvent.Kind.PENDING, ONE);
        assertThat(run())
                .contains("no device is trusted, waits or is seen")
                .contains("nobody types here any more")
                .doesNotContain("A device asks");
        assertThat(quits).containsExactly("quit");
        assertThat(dialogue.isListening()).isFalse();
    }
}
