// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.interop.GoPeer;
import io.handfast.interop.PeerEvent;
import io.handfast.ship.CloseReason;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.List;

/** One conversation and everything that has to be true of it. */
final class PairingTrial {
    /** What a busy machine may be late. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final String DATAGRAM = "{\"datagram\":[{\"content\":\"paired\"}]}";

    private final PairingCell cell;
    private final PairingScene scene;

    private PairingTrial(PairingCell cell, PairingScene scene) {
        this.cell = cell;
        this.scene = scene;
    }

    /** Has it. */
    static void run(PairingCell cell, PairingScene scene) throws InterruptedException, MalformedMessage {
        PairingTrial trial = new PairingTrial(cell, scene);
        HandshakeReport report = scene.converse();
        if (cell.story().succeeds()) {
            trial.requireConnected(report);
        } else {
            trial.requireRefused(report);
        }
    }

    private void requireConnected(HandshakeReport report) throws InterruptedException, MalformedMessage {
        assertThat(report.failure())
                .describedAs("our failure; we said %s, they said %s", scene.weSaid(), scene.theySaid())
                .isEmpty();
        scene.peer().awaitConnected(scene.ours().ski());
        assertThat(OurSide.states(report)).isEqualTo(Expected.ourStates(cell));
        requireWhatWeSaid();
        assertThat(scene.theirStates()).isEqualTo(Expected.theirStates(cell));
        requireRequestsInTime();
        requireDataBothWays();
        if (cell.weDial()) {
            requireOurEnd();
        } else {
            requireTheirEnd();
        }
    }

    private void requireWhatWeSaid() {
        List<String> said = Expected.rounded(scene.weSaid());
        if (cell.story() == Story.BOTH_ASK_LONG) { // both ask at the same second, in no certain order
            assertThat(said).containsExactlyInAnyOrderElementsOf(Expected.weSay(cell));
        } else {
            assertThat(said).isEqualTo(Expected.weSay(cell));
        }
    }

    /** We ask 15 s before the announced time is over, ship-go 30 s before; it is granted 60 s more each time. */
    private void requireRequestsInTime() {
        List<Integer> seconds = switch (cell.story()) {
            case THEY_ASK_LONG -> List.of(30, 90);
            case WE_ASK_LONG, BOTH_ASK_LONG -> List.of(45, 90);
            default -> List.of();
        };
        assertThat(scene.asked()).hasSameSizeAs(seconds);
        for (int i = 0; i < seconds.size(); i++) {
            assertThat(scene.asked().get(i)).isCloseTo(Duration.ofSeconds(seconds.get(i)), LATE);
        }
    }

    private void requireDataBothWays() throws InterruptedException, MalformedMessage {
        ShipConnection connection = scene.ours().connection();
        assertThat(connection.send(RawJson.parse(DATAGRAM), GoPeer.PATIENCE)).isEqualTo(ShipConnection.Sent.QUEUED);
        scene.peer().await(PeerEvent.Data.class, data -> data.text().orElse("").contains("paired"), GoPeer.PATIENCE);
        scene.peer().sendContent(scene.ours().ski(), 1);
        assertThat(scene.ours().awaitData().text()).isEqualTo("{\"datagram\":[{\"content\":\"a\"}]}");
    }

    private void requireOurEnd() throws InterruptedException {
        scene.ours().connection().close(ConnectionClose.UNSPECIFIC);
        CloseReason end = scene.ours().awaitEnd();
        assertThat(end.kind()).isEqualTo(CloseReason.Kind.CLOSED_HERE);
        assertThat(end.detail()).isEqualTo("unspecific, confirmed");
        scene.peer().awaitDisconnected(scene.ours().ski());
    }

    private void requireTheirEnd() throws InterruptedException {
        scene.peer().disconnect(scene.ours().ski(), "paired");
        CloseReason end = scene.ours().awaitEnd();
        assertThat(end.kind()).isEqualTo(CloseReason.Kind.ANNOUNCED_BY_PEER);
        assertThat(end.detail()).isEqualTo("paired");
        scene.peer().awaitDisconnected(scene.ours().ski());
        assertThat(scene.weSaid().getLast()).isEqualTo("{\"connectionClose\":[{\"phase\":\"confirm\"}]}");
    }

    private void requireRefused(HandshakeReport report) {
        HandshakeException failure = report.failure().orElseThrow();
        boolean weRefuse = cell.story() == Story.WE_REFUSE;
        assertThat(failure.code().code()).isEqualTo(weRefuse ? "ship.hello.trust-denied" : "ship.hello.remote-denied");
        scene.peer().awaitState(scene.ours().ski(), weRefuse ? 16 : 15);
        String reported = weRefuse ? "remoteDeniedTrust" : "none";
        scene.peer().await(PeerEvent.Pairing.class, pairing -> pairing.name().equals(reported), GoPeer.PATIENCE);
        scene.peer().awaitDisconnected(scene.ours().ski());
        assertThat(OurSide.states(report)).isEqualTo(Expected.ourStates(cell));
        requireWhatWeSaid();
        assertThat(scene.theirStates()).isEqualTo(Expected.theirStates(cell));
    }
}
