// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.ShipCodec;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** Where a PIN must not turn up. */
class PinSecrecyTest {
    private static final String OURS = "5ec4e711";
    private static final String THEIRS = "5ec4e722";
    private static final String SECRET = "5ec4e7";

    /** Everything that is logged below a name, as it would be written. */
    private static final class Log extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("io.handfast");
        private final Level before = logger.getLevel();
        private final List<String> lines = new ArrayList<>();

        Log() {
            logger.setLevel(Level.ALL);
            setLevel(Level.ALL);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(before);
        }
    }

    @Test
    void givenPinsBothWays_whenRightWrongAndTorn_thenNoLogAndNoFailureShowsThem() throws Exception {
        List<String> texts = new ArrayList<>();
        try (Log log = new Log()) {
            ShipScene.play(scene -> {
                PinLedger ledger =
                        new PinPenalties(scene.time(), scene.environment().entropy());
                PinTerms terms =
                        PinTerms.NONE.giving(new Pin(THEIRS)).demanding(new PinDemand(true, new Pin(OURS), ledger));
                texts.add(terms.toString());
                Side side = scene.side(Side.Setting.of(Role.SERVER).with(terms)).start();
                Handshakes.upToPin(scene, Role.SERVER);
                ScriptedPeer peer = scene.peerOf(Role.SERVER);
                peer.expect(Wire.pinState("required", "ok")).send(Wire.pinState("required", "ok"));
                peer.expect(Wire.pinInput(THEIRS)).send(Wire.PIN_ERROR);
                side.handshake().enterPin(new Pin(SECRET + "99"));
                peer.expect(Wire.pinInput(SECRET + "99")).send(Wire.PIN_OK);
                peer.send(Wire.pinInput(SECRET + "33")).expect(Wire.PIN_ERROR);
                peer.send(Wire.pinInput(OURS)).expect(Wire.PIN_OK).expect(Wire.ACCESS_REQUEST);
                peer.send(Wire.pinInput(SECRET)).expectClose(4001);
                peer.close();
                scene.pass(Duration.ofSeconds(3));
                texts.add(side.failure().toString());
                texts.add(side.handshake()
                        .report(java.util.Optional.of(side.failure()))
                        .toString());
            });
            texts.addAll(log.lines);
            assertThat(log.lines).anyMatch(line -> line.contains("SHIP state changed to: 33 ship.pin-ask-process"));
        }
        texts.add(new PinInput(OURS).toString());
        texts.add(new ShipControl.PinEntered(new Pin(OURS)).toString());
        assertThat(texts)
                .hasSizeGreaterThan(20)
                .allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
    }

    @Test
    void givenFramesWithPins_whenTheyWereRead_thenTheyAreOverwritten() throws Exception {
        byte[] right = Wire.pinInput(OURS);
        byte[] slip = Wire.pinInput(OURS + "x");
        ShipScene.play(scene -> {
            PinLedger ledger =
                    new PinPenalties(scene.time(), scene.environment().entropy());
            PinTerms terms = PinTerms.NONE.demanding(new PinDemand(true, new Pin(OURS), ledger));
            scene.side(Side.Setting.of(Role.CLIENT).with(terms)).start();
            ScriptedPeer peer = Handshakes.upToPin(scene, Role.CLIENT).expect(Wire.pinState("required", "ok"));
            peer.send(new Frame.Message(right)).expect(Wire.PIN_OK);
            peer.send(new Frame.Message(slip)).expectClose(4001);
            peer.close();
        });
        assertThat(right).containsOnly(0);
        assertThat(slip).containsOnly(0);
    }

    @Test
    void givenPin_whenWiped_thenNothingIsLeftAndItMatchesNothing() throws Exception {
        Pin pin = new Pin("00000000");
        Pin copy = pin.copy();
        PinInput read = (PinInput) ShipCodec.lenient().decode(Wire.pinInput("00000000"));
        assertThat(pin).isEqualTo(copy).hasSameHashCodeAs(copy);
        assertThat(read.pin().matches(pin)).isTrue();
        pin.wipe();
        assertThat(read.pin().matches(pin)).isFalse();
        assertThat(pin.matches(pin)).isFalse();
        assertThat(pin).isNotEqualTo(copy);
        assertThat(copy.matches(read.pin())).isTrue();
        assertThat(new String(ShipCodec.lenient().encode(new PinInput(copy)), StandardCharsets.US_ASCII))
                .contains("00000000");
    }
}
