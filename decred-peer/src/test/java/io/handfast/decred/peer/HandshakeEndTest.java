// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.failure.Blame;
import io.handfast.engine.failure.Cancelled;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A handshake that somebody ends, and what a successful one leaves behind. */
class HandshakeEndTest extends HandshakeScene {
    /** Asks the handshake to stop, in one of three ways. */
    enum Stop {
        CANCEL,
        SCOPE,
        INTERRUPT
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, await-version, CANCEL", "CLIENT, await-version, SCOPE", "CLIENT, await-version, INTERRUPT",
        "CLIENT, await-verack, CANCEL", "CLIENT, await-verack, SCOPE", "CLIENT, await-verack, INTERRUPT",
        "SERVER, await-version, CANCEL", "SERVER, await-version, SCOPE", "SERVER, await-version, INTERRUPT",
        "SERVER, await-verack, CANCEL", "SERVER, await-verack, SCOPE", "SERVER, await-verack, INTERRUPT"
    })
    void givenAHandshake_whenStopped_thenItEndsAtOnceAndJoinsItsThreads(Role role, String phase, Stop stop)
            throws Exception {
        run(environment -> {
            DecredHandshake handshake = handshake(role, terms(environment), environment);
            List<Outcome> outcomes = new ArrayList<>();
            Thread owner = time.enrol("owner", () -> outcomes.add(outcome(handshake)));
            if (phase.equals("await-verack")) {
                script(role).send(frame(version(12)));
            }
            time.pass(Duration.ofSeconds(5));
            assertThat(handshake.phase().phaseName()).isEqualTo(phase);
            switch (stop) {
                case CANCEL -> handshake.cancel();
                case SCOPE -> scope.cancel();
                case INTERRUPT -> owner.interrupt();
            }
            time.pass(Duration.ofNanos(1));
            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.getFirst().error()).isInstanceOf(Cancelled.class);
            assertThat(outcomes.getFirst().error().phase()).isEqualTo(phase);
            assertThat((role == Role.CLIENT ? pipe.client() : pipe.server()).isClosed())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenAChainWithoutHeight_whenAsked_thenOurFaultAndNothingIsSaid(Role role) throws Exception {
        run(environment -> {
            LocalNode lost = new LocalNode(NETWORK).withHeight(() -> {
                throw new IllegalStateException("the store is closed");
            });
            script(role).send(frame(version(12)));
            Outcome outcome = outcome(handshake(role, terms(environment).withLocal(lost), environment));
            assertThat(outcome.error().code()).isEqualTo(DecredFailure.HEIGHT_UNKNOWN);
            assertThat(outcome.error().got()).isEqualTo("the store is closed");
            assertThat(outcome.error().blame()).isEqualTo(Blame.US);
        });
        assertThat(sentBy(role)).isEmpty();
    }

    @Test
    void givenAServer_whenItAnswers_thenItTellsThePeerItsAddressAndServices() throws Exception {
        run(environment -> {
            ScriptedPeer peer = script(Role.SERVER);
            peer.send(frame(version(12)));
            peer.send(frame(new VerAck()));
            Outcome outcome = outcome(handshake(
                    Role.SERVER,
                    terms(environment).withLocal(new LocalNode(NETWORK).withHeight(() -> 7)),
                    environment));
            Version ours = (Version) message(peer.receive());
            assertThat(ours.addrYou().ip()).hasToString("10.0.0.1");
            assertThat(ours.addrYou().port()).isEqualTo(9108);
            assertThat(ours.addrYou().services()).isEqualTo(version(12).services());
            assertThat(ours.addrMe().port()).isZero();
            assertThat(ours.lastBlock()).isEqualTo(7);
            assertThat(ours.userAgent()).isEqualTo("/handfast:0.1.0/");
            assertThat(ours.nonce()).isNotZero();
            outcome.success().cancel();
        });
    }

    /** Before the peer starts, a ping is a message like all others; afterwards all of them are answered. */
    @Test
    void givenPings_whenThePeerHasBegun_thenThoseThatCameBeforeAreAnsweredToo() throws Exception {
        run(environment -> {
            ScriptedPeer peer = script(Role.CLIENT);
            peer.send(frame(version(11)))
                    .send(frame(new Ping(1)))
                    .send(frame(new VerAck()))
                    .send(frame(new Ping(2)));
            Established established = outcome(handshake(Role.CLIENT, terms(environment), environment))
                    .success();
            time.pass(Duration.ofSeconds(1));
            assertThat(sentBy(Role.CLIENT)).containsExactly("version", "verack");
            Peer begun = established.start(scope, PeerListener.NONE);
            peer.send(frame(new Ping(3)));
            peer.receive();
            peer.receive();
            for (long nonce = 1; nonce <= 3; nonce++) {
                assertThat(message(peer.receive())).isEqualTo(new Pong(nonce));
            }
            peer.expectNothing(Duration.ofSeconds(1));
            begun.cancel();
        });
    }

    @Test
    void givenSilence_whenTheLinkAsks_thenItsPingHasANonceAndTheEndComesAfterTwoMinutes() throws Exception {
        run(environment -> {
            ScriptedPeer peer = script(Role.CLIENT);
            peer.send(frame(version(12))).send(frame(new VerAck()));
            Established established = outcome(handshake(Role.CLIENT, terms(environment), environment))
                    .success();
            Duration heard = now();
            time.pass(Duration.ofSeconds(111)); // the link leaves the first 107 s to its owner
            assertThat(sentBy(Role.CLIENT)).containsExactly("version", "verack", "ping");
            time.pass(Duration.ofSeconds(10));
            assertThat(established.isOver()).isTrue();
            assertThat(heard).isLessThan(Duration.ofSeconds(1));
            established.cancel();
        });
    }

    @Test
    void givenAWriteDeadline_whenTheFrameIsLong_thenItIsDcrds() {
        Link.SendTimeout timeout = PeerLimits.usual().link().sendTimeout();
        assertThat(List.of(24, 262_143, 262_144, 524_288, 33_554_432).stream()
                        .map(bytes -> timeout.of(bytes).toSeconds()))
                .containsExactly(20L, 20L, 21L, 22L, 148L);
    }
}
