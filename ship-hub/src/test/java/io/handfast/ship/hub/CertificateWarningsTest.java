// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.Entropy;
import io.handfast.engine.Role;
import io.handfast.tls.foreign.OddCertificates;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that are odd but not refused: one warning per connection, whoever dials. */
class CertificateWarningsTest {
    private static final NodeIdentity HUB = dated("hub", Duration.ZERO);

    @ParameterizedTest
    @CsvSource({
        "CLIENT,-4000,expired on ",
        "SERVER,-4000,expired on ",
        "CLIENT,10,is valid from ",
        "SERVER,10,is valid from ",
        "CLIENT,-3640,'expires on '",
        "SERVER,-3640,'expires on '",
    })
    void givenDatesOfADevice_whenConnected_thenOneWarning(Role ours, int madeDaysFromNow, String words)
            throws Exception {
        NodeIdentity device = dated("device", Duration.ofDays(madeDaysFromNow));
        assertThat(warnings(ours, Node.Plan.of(HUB), device))
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).startsWith("its certificate " + words))
                .satisfies(warning -> assertThat(warning.ski()).contains(device.ski()))
                .satisfies(warning -> assertThat(warning.stage()).isEqualTo("tls"));
    }

    @ParameterizedTest
    @EnumSource
    void givenDatesAsTheyShouldBe_whenConnected_thenNoWarning(Role ours) throws Exception {
        assertThat(warnings(ours, Node.Plan.of(HUB), dated("device", Duration.ofDays(-1))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-4000,expired on ", "10,is valid from ", "-3640,expires on "})
    void givenOurOwnDates_whenStarted_thenOneWarning(int madeDaysFromNow, String words) throws Exception {
        try (Node hub =
                Node.Plan.of(dated("hub", Duration.ofDays(madeDaysFromNow))).start()) {
            HubEvent warning = hub.await(event -> event.kind() == HubEvent.Kind.WARNING);
            assertThat(warning.text()).startsWith("our own certificate " + words);
            assertThat(warning.ski()).isEmpty();
            hub.stop(Node.PATIENCE);
            assertThat(hub.events().stream().filter(event -> event.kind() == HubEvent.Kind.WARNING))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenLegacySki_whenTheOperatorAllowsIt_thenConnectedWithAWarning(Role ours) throws Exception {
        NodeIdentity legacy = legacy();
        assertThat(warnings(ours, Node.Plan.of(HUB).acceptingLegacy(legacy.ski()), legacy))
                .extracting(HubEvent::text)
                .singleElement()
                .asString()
                .contains(
                        "does not follow from its key",
                        legacy.certificate().computedSki().hex());
    }

    @Test
    void givenLegacySki_whenItIsTrustedOnly_thenRefusedWhoeverDials() throws Exception {
        NodeIdentity legacy = legacy();
        NodeIdentity another = legacy();
        try (Node device = Node.Plan.of(legacy).trusting(HUB).start();
                Node hub = Node.Plan.of(HUB)
                        .dialling(legacy.ski(), device.port())
                        .acceptingLegacy(another.ski())
                        .start()) {
            HubEvent dialled = hub.awaitFailure("tls.ski-mismatch");
            assertThat(dialled.ski()).contains(legacy.ski());

            try (Node dialling =
                    Node.Plan.of(legacy).dialling(hub.ski(), hub.port()).start()) {
                HubEvent accepted = hub.await(event -> Node.code(event).equals("tls.ski-mismatch")
                        && event.ski().isEmpty());
                assertThat(accepted.text()).contains(legacy.ski().hex());
                assertThat(dialling.awaitFailure("tls.refused").stage()).isEqualTo("tls");
            }
        }
    }

    /** Connects the two; what the hub is warned of. */
    private static List<HubEvent> warnings(Role ours, Node.Plan plan, NodeIdentity other) throws Exception {
        boolean weDial = ours == Role.CLIENT;
        try (Node left = (weDial ? Node.Plan.of(other).trusting(HUB) : plan.trusting(other)).start();
                Node right = weDial
                        ? plan.dialling(other.ski(), left.port()).start()
                        : Node.Plan.of(other).dialling(HUB.ski(), left.port()).start()) {
            Node hub = weDial ? right : left;
            hub.awaitConnected();
            hub.stop(Node.PATIENCE);
            return hub.events().stream()
                    .filter(event -> event.kind() == HubEvent.Kind.WARNING)
                    .toList();
        }
    }

    private static NodeIdentity legacy() throws Exception {
        OddCertificates odd = OddCertificates.legacy(Instant.now().minus(Duration.ofDays(1)));
        return NodeIdentity.of(NodeCertificate.parse(odd.der()), (ECPrivateKey)
                        odd.keys().getPrivate())
                .orElseThrow();
    }

    /** Valid for ten years from the given time on. */
    private static NodeIdentity dated(String name, Duration madeFromNow) {
        Instant made = Instant.now().plus(madeFromNow);
        return NodeIdentity.create(new Subject("DE", "Handfast", "", name), made, Entropy.secure()::fill);
    }
}
