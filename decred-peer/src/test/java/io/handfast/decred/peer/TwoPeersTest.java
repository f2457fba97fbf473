// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Blame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two of our own. */
class TwoPeersTest extends HandshakeScene {
    private static final UserAgent PEER = new UserAgent("/dcrwire:1.0.0/").and("peer", "1.0");

    /** Both at once; the client first in the list. */
    private List<Outcome> meet(HandshakeTerms client, HandshakeTerms server, Environment environment)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        DecredHandshake accepting = handshake(Role.SERVER, server, environment);
        time.enrol("server", () -> outcomes.add(outcome(accepting)));
        Outcome dialled = outcome(handshake(Role.CLIENT, client, environment));
        time.pass(Duration.ofSeconds(40)); // longer than any handshake
        outcomes.addFirst(dialled);
        outcomes.forEach(outcome -> outcome.established().ifPresent(Established::cancel));
        return outcomes;
    }

    /** The first line of dcrd's own tests. */
    @Test
    void givenTwoPeers_whenTheyMeet_thenBothKnowEachOtherAfter158BytesEach() throws Exception {
        run(environment -> {
            HandshakeTerms terms = terms(environment).withLocal(new LocalNode(NETWORK).withUserAgent(PEER));
            HandshakeTerms others = new HandshakeTerms(terms.local(), environment);
            List<Outcome> both = meet(terms, others, environment);
            assertThat(both).hasSize(2);
            for (Outcome outcome : both) {
                Established established = outcome.success();
                assertThat(established.protocolVersion()).isEqualTo(12);
                assertThat(established.early()).isEmpty();
                assertThat(established.report().complete()).isTrue();
                RemoteNode remote = established.remote();
                assertThat(remote.version().userAgent()).isEqualTo("/dcrwire:1.0.0/peer:1.0/");
                assertThat(remote.version().services()).isEqualTo(Services.NONE);
                assertThat(remote.version().lastBlock()).isZero();
                assertThat(remote.clockOffset()).isBetween(Duration.ofSeconds(-1), Duration.ZERO);
            }
        });
        assertThat(bytesSentBy(Role.CLIENT)).isEqualTo(158);
        assertThat(bytesSentBy(Role.SERVER)).isEqualTo(158);
        assertThat(sentBy(Role.CLIENT)).containsExactly("version", "verack");
        assertThat(sentBy(Role.SERVER)).containsExactly("version", "verack");
    }

    @Test
    void givenTwoPeers_whenTheyMeet_thenThePhasesAreInWireOrder() throws Exception {
        run(environment -> {
            List<Outcome> both = meet(terms(environment), terms(environment), environment);
            assertThat(phases(both.getFirst()))
                    .containsExactly(
                            DecredPhase.SEND_VERSION,
                            DecredPhase.AWAIT_VERSION,
                            DecredPhase.AWAIT_VERACK,
                            DecredPhase.SEND_VERACK,
                            DecredPhase.ESTABLISHED);
            assertThat(phases(both.getLast()))
                    .containsExactly(
                            DecredPhase.AWAIT_VERSION,
                            DecredPhase.SEND_VERSION,
                            DecredPhase.SEND_VERACK,
                            DecredPhase.AWAIT_VERACK,
                            DecredPhase.ESTABLISHED);
            assertThat(both.getFirst().success().report().total()).isEqualTo(Duration.ofMillis(20));
            assertThat(both.getLast().success().report().total()).isEqualTo(Duration.ofMillis(30));
        });
    }

    private static List<Object> phases(Outcome outcome) {
        return outcome.success().report().entries().stream()
                .map(Trace.Entry::phase)
                .map(Object.class::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"12,12,12", "12,11,11", "9,12,9", "10,11,10"})
    void givenTwoVersions_whenTheyMeet_thenTheLowerIsSpoken(int client, int server, int negotiated) throws Exception {
        run(environment -> {
            List<Outcome> both = meet(
                    terms(environment).withLocal(new LocalNode(NETWORK).withProtocolVersion(client)),
                    terms(environment).withLocal(new LocalNode(NETWORK).withProtocolVersion(server)),
                    environment);
            assertThat(both)
                    .hasSize(2)
                    .allSatisfy(outcome ->
                            assertThat(outcome.success().protocolVersion()).isEqualTo(negotiated));
        });
    }

    @Test
    void givenTwoOldPeers_whenTheyMeet_thenTheOneThatHearsTheOtherFirstDeclines() throws Exception {
        run(environment -> {
            HandshakeTerms old = terms(environment).withLocal(new LocalNode(NETWORK).withProtocolVersion(8));
            HandshakeTerms other = terms(environment).withLocal(old.local());
            List<Outcome> both = meet(old, other, environment);
            assertThat(both.getLast().error().code()).isEqualTo(DecredFailure.PROTOCOL_VERSION_TOO_OLD);
            assertThat(both.getLast().error().blame()).isEqualTo(Blame.PEER);
            assertThat(both.getLast().handshake().remote()).isPresent();
            assertThat(both.getFirst().error().code().code()).isEqualTo("net.ended-by-peer");
        });
    }

    @Test
    void givenOneNode_whenItMeetsItself_thenItNotices() throws Exception {
        run(environment -> {
            HandshakeTerms terms = terms(environment);
            List<Outcome> both = meet(terms, terms, environment);
            assertThat(both.getLast().error().code()).isEqualTo(DecredFailure.SELF_CONNECTION);
            assertThat(both.getFirst().error()).isNotNull();
        });
        assertThat(sentBy(Role.SERVER)).isEmpty();
    }

    @Test
    void givenAServerThatDeclines_whenItMeetsAClient_thenItsReasonIsTyped() throws Exception {
        run(environment -> {
            HandshakeTerms picky = terms(environment)
                    .withCheck(remote -> Optional.of(new VersionCheck.Refusal(
                            "services 1",
                            "services " + remote.version().services().bits())));
            List<Outcome> both = meet(terms(environment), picky, environment);
            assertThat(both.getLast().error())
                    .hasMessage("decred.handshake.refused-here in await-version: expected services 1, got services 0");
            assertThat(both.getLast().error().blame()).isEqualTo(Blame.POLICY);
        });
        assertThat(sentBy(Role.SERVER)).isEmpty();
    }
}
