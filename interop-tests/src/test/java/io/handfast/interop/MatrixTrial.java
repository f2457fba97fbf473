// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.RawJson;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What happens in one {@link MatrixCell}, and everything that has to be true of it. */
final class MatrixTrial {
    private static final String DENIED_HERE = "ship.hello.trust-denied";
    private static final String DENIED_THERE = "ship.hello.remote-denied";

    private final MatrixCell cell;
    private final MatrixScene scene;
    private final Ski theirs;

    private MatrixTrial(MatrixCell cell, MatrixScene scene) {
        this.cell = cell;
        this.scene = scene;
        this.theirs = scene.theirs();
    }

    /**
     * What is left of a cell.
     *
     * @param took until it was connected or refused
     * @param attempts of both sides until then, and what failed
     */
    record Outcome(Duration took, String attempts) {}

    /** Has the conversation; where both trust from the start, the pair then goes through a whole life. */
    static Outcome run(MatrixCell cell, MatrixScene scene) throws Exception {
        MatrixTrial trial = new MatrixTrial(cell, scene);
        trial.converse();
        if (!cell.story().succeeds()) {
            Outcome refused = new Outcome(scene.elapsed(), attempts(scene.hub()));
            trial.requireNoConnection();
            return refused;
        }
        scene.hub().awaitConnected(theirSki(scene));
        Duration took = scene.elapsed();
        scene.awaitConnected();
        Outcome connected = new Outcome(took, attempts(scene.hub()));
        trial.requireOneThatWorks(1);
        if (cell.atOnce()) { // these versions keep what the bigger SKI dialled, and we follow
            assertThat(scene.hub().lastConnected().role()).isEqualTo(cell.weAreBigger() ? Role.CLIENT : Role.SERVER);
        }
        if (cell.story() == MatrixStory.BOTH_TRUST) {
            trial.liveOn();
        }
        assertThat(scene.hub().stop())
                .describedAs("stopped in order: %s", scene.hub())
                .isTrue();
        return connected;
    }

    private static String theirSki(MatrixScene scene) {
        return scene.theirs().toString();
    }

    private void converse() throws Exception {
        switch (cell.story()) {
            case BOTH_TRUST -> {}
            case THEY_ASK_US, WE_ASK_THEM -> {
                awaitQuestion();
                approve();
            }
            case THEY_ASK_US_LATE, WE_ASK_THEM_LATE -> {
                awaitQuestion();
                scene.awaitTwoRequests();
                approve();
            }
            case THEY_REFUSE, THEY_REFUSE_THEN_TRUST -> {
                awaitQuestion();
                scene.theyRefuse();
                requireTheyRefused();
                if (cell.story().succeeds()) {
                    theyTrustAfterAll();
                }
            }
            case WE_REFUSE, WE_REFUSE_THEN_TRUST -> {
                awaitQuestion();
                scene.weRefuse();
                requireWeRefused();
                if (cell.story().succeeds()) {
                    weTrustAfterAll();
                }
            }
        }
    }

    /** Until the side that was dialled shows the question to its user. */
    private void awaitQuestion() throws InterruptedException {
        scene.awaitHellos();
        if (cell.weBegin()) {
            assertThat(scene.hub().hub().pending()).isEmpty();
            assertThat(status().state()).isEqualTo(ConnectionState.IN_PROGRESS);
        } else {
            assertThat(scene.hub().awaitTold(HubEvent.Kind.PENDING).ski()).contains(theirs);
            assertThat(scene.hub().hub().pending())
                    .extracting(DeviceStatus::ski)
                    .containsExactly(theirs);
            assertThat(status().state()).isEqualTo(ConnectionState.RECEIVED_PAIRING_REQUEST);
        }
    }

    private DeviceStatus status() {
        return scene.hub().hub().device(theirs).orElseThrow();
    }

    private void approve() throws Exception {
        if (cell.weBegin()) {
            scene.theyTrust();
        } else {
            scene.weTrust();
        }
    }

    private void requireTheyRefused() {
        HubEvent failed = scene.hub().awaitFailure(DENIED_THERE);
        assertThat(failed.ski()).contains(theirs);
        assertThat(scene.hub().hub().pending()).isEmpty();
        if (cell.weBegin()) {
            assertThat(failed.nextAttempt().orElseThrow()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(120));
            assertThat(status().trouble().orElseThrow().code()).isEqualTo(DENIED_THERE);
        }
        scene.peer().awaitState(scene.ourSki(), 15);
    }

    private void requireWeRefused() {
        HubEvent refused = scene.hub().awaitFailure(DENIED_HERE);
        assertThat(refused.ski()).contains(theirs);
        assertThat(refused.nextAttempt()).isEmpty();
        assertThat(scene.hub().hub().pending()).isEmpty();
        scene.peer().awaitState(scene.ourSki(), 16);
    }

    /** They come to us when they see us; else we come back after a minute or two. */
    private void theyTrustAfterAll() throws Exception {
        scene.think();
        scene.peer().fromHere();
        scene.theyTrust();
        if (cell.dial() == MatrixCell.Dial.THEY) {
            scene.awaitHellos();
            scene.weTrust();
        } else {
            scene.hub().await(Seen.Connected.class, _ -> true, Duration.ofMinutes(3));
        }
    }

    /** Whom they dial they go on dialling; whom we dial we dial at once, and they ask their user again. */
    private void weTrustAfterAll() throws Exception {
        if (!cell.weBegin()) {
            scene.hub().awaitFailure("ship.hello.not-trusted"); // they came again meanwhile
        }
        scene.peer().fromHere();
        scene.weTrust();
        if (cell.weBegin()) {
            scene.awaitHellos();
            scene.theyTrust();
        }
    }

    private void requireNoConnection() throws InterruptedException {
        scene.think();
        assertThat(scene.hub().up()).isZero();
        assertThat(scene.peer().events()).noneMatch(event -> event instanceof PeerEvent.State state && state.n() == 38);
        assertThat(scene.hub().stop())
                .describedAs("stopped in order: %s", scene.hub())
                .isTrue();
    }

    private void requireOneThatWorks(int... contents) throws Exception {
        assertThat(scene.hub().up())
                .describedAs("connections left: %s", scene.hub())
                .isEqualTo(1);
        assertThat(status().state()).isEqualTo(ConnectionState.COMPLETED);
        assertThat(scene.hub().hub().pending()).isEmpty();
        ShipPeer connected = scene.hub().lastConnected();
        for (int content : contents) {
            RawJson payload = RawJson.parse("{\"datagram\":[{\"content\":\"" + "x".repeat(content) + "\"}]}");
            assertThat(connected.send(payload)).isEqualTo(ShipConnection.Sent.QUEUED);
            scene.peer().awaitData(scene.ourSki(), sha256(EebusJson.toStandard(payload)));
            scene.hub().fromHere();
            PeerEvent.Done sent = scene.peer().sendContent(scene.ourSki(), content);
            RawJson received = scene.hub().awaitData(theirs.toString());
            assertThat(sha256(EebusJson.toStandard(received)))
                    .isEqualTo(sent.sha256().orElseThrow());
        }
    }

    private static String sha256(RawJson json) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json.toBytes()));
    }

    /** Data of all sizes, an end by each side, a killed process on each side: each time they meet again. */
    private void liveOn() throws Exception {
        requireOneThatWorks(1, 1024, 90 * 1024);
        fromHere();
        scene.hub().lastConnected().disconnect();
        requireEnd("CLOSED_HERE: unspecific, confirmed");
        fromHere();
        scene.peer().disconnect(scene.ourSki(), "enough");
        requireEnd("ANNOUNCED_BY_PEER: enough");
        fromHere();
        scene.restartPeer();
        requireEnd("LOST: ");
        scene.restartHub();
        scene.awaitConnected();
        requireOneThatWorks(1, 1024);
    }

    private void fromHere() {
        scene.hub().fromHere();
        scene.peer().fromHere();
    }

    private void requireEnd(String beginning) throws Exception {
        HubEvent ended = scene.hub().awaitTold(HubEvent.Kind.DISCONNECTED);
        assertThat(ended.text()).startsWith(beginning);
        scene.awaitConnected();
        requireOneThatWorks(1);
    }

    /** How often either side dialled, whether there were two connections at once, and what failed. */
    private static String attempts(OurHub hub) {
        List<HubEvent> told = hub.told();
        String failed = told.stream()
                .flatMap(event -> event.failure().stream())
                .map(failure -> failure.code().code())
                .distinct()
                .collect(Collectors.joining(" "));
        String twice = count(told, HubEvent.Kind.DOUBLE) > 0 ? ", double" : "";
        return count(told, HubEvent.Kind.DIALLING) + "+" + count(told, HubEvent.Kind.KNOCKED) + twice + " " + failed;
    }

    private static long count(List<HubEvent> told, HubEvent.Kind kind) {
        return told.stream().filter(event -> event.kind() == kind).count();
    }
}
