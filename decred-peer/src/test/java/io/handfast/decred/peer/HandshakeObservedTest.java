// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.Role;
import io.handfast.engine.failure.FailureCode;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dcrd's master did with 33 scripts in either role, and what we do with them. */
class HandshakeObservedTest {
    private static final String FILE = "handshake-observed.json";
    private static final Pattern SEND_VERSION = Pattern.compile("send version\\((-?\\d+)\\)");

    /** On purpose: nodes of version 11 that dial us may send four messages before their verack, so all of them pass. */
    private static final List<String> PATIENT_WITH =
            List.of("pver11: 3 messages before verack", "pver11: 4 messages before verack");

    /** dcrd notices the end before it writes; whether our first message is written before is up to chance. */
    private static final String CLOSES_AT_ONCE = "remote closes at once";

    private static final Map<String, FailureCode> KINDS = Map.of(
            "ErrProtocolVerTooOld", DecredFailure.PROTOCOL_VERSION_TOO_OLD,
            "ErrNotVersionMessage", DecredFailure.NOT_VERSION,
            "ErrHandshakeTimeout", DecredFailure.TIMEOUT);

    private final RawScene scene = new RawScene();
    private int checks;

    static List<Vectors.Case> scripts() {
        return Vectors.cases(FILE);
    }

    @Test
    void givenTheScripts_whenCounted_thenNoneIsMissing() {
        assertThat(scripts()).hasSize(66);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givenAScript_whenWeAreAsStrictAsDcrd_thenTheSameOutcome(Vectors.Case vector) throws Exception {
        run(vector, PeerLimits.usual().strictDcrd(), outcome -> {
            assertThat(outcome.failure().isPresent()).isEqualTo(vector.has("handshake_error"));
            outcome.failure().ifPresent(e -> assertCode(vector, e.code()));
            outcome.handshake()
                    .remote()
                    .ifPresent(
                            remote -> assertThat(remote.protocolVersion()).isEqualTo(vector.number("negotiated_pver")));
            outcome.established().ifPresent(established -> assertReplay(vector, established));
        });
        assertThat(checks).isEqualTo(vector.number("callback_invocations"));
        if (!vector.text("name").equals(CLOSES_AT_ONCE)) {
            List<String> emitted = vector.texts("dcrd_emitted").stream()
                    .filter(each -> !each.equals("(eof)") && !each.equals("pong"))
                    .toList();
            assertThat(scene.heard()).isEqualTo(emitted);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void givenAScript_whenWeArePatient_thenOnlyTheEarlyMessagesMakeADifference(Vectors.Case vector) throws Exception {
        boolean failed = vector.has("handshake_error") && !PATIENT_WITH.contains(vector.text("name"));
        run(
                vector,
                PeerLimits.usual(),
                outcome -> assertThat(outcome.failure().isPresent()).isEqualTo(failed));
    }

    private static void assertCode(Vectors.Case vector, FailureCode code) {
        String kind = vector.text("error_kind");
        if (vector.text("is_eof").equals("true")) {
            assertThat(code).isEqualTo(new WireCode(WireFault.CLOSED));
        } else if (vector.has("wire_error_code")) {
            assertThat(code).isInstanceOf(WireCode.class);
            assertThat(((WireCode) code).fault().fieldName()).isEqualTo(vector.text("wire_error_code"));
        } else if (vector.text("handshake_error").equals("veto")) {
            assertThat(code).isEqualTo(DecredFailure.REFUSED_HERE);
        } else if (kind.equals("ErrNotVerAckMessage")) {
            assertThat(code).isIn(DecredFailure.NOT_VERACK, DecredFailure.TOO_MANY_EARLY_MESSAGES);
        } else {
            assertThat(KINDS).containsEntry(kind, code);
        }
    }

    /** dcrd's listeners hear first what came early. */
    private static void assertReplay(Vectors.Case vector, Established established) {
        List<String> early = new ArrayList<>();
        for (Frame frame : established.early()) {
            early.add(
                    frame.command() == io.handfast.decred.wire.Command.PING
                            ? "ping " + frame.payload().int64At(0)
                            : frame.command().text());
        }
        List<String> before = vector.texts("script").stream()
                .skip(1)
                .takeWhile(each -> !each.equals("send verack"))
                .map(each -> each.substring("send ".length()).replaceAll("\\(.*", ""))
                .toList();
        assertThat(early).isEqualTo(before);
        List<String> heard = vector.texts("listener_order_after_run");
        if (!heard.contains("(disconnected)")) {
            assertThat(heard).startsWith(early.toArray(String[]::new));
        }
    }

    private void run(Vectors.Case vector, PeerLimits limits, RawScene.Judge judge) throws Exception {
        String name = vector.text("name");
        Role role = vector.text("dcrd_role").equals("inbound") ? Role.SERVER : Role.CLIENT;
        RawScene.Terms terms = usual -> {
            LocalNode local = usual.local().withProtocolVersion(name.startsWith("local max pver 11") ? 11 : 12);
            boolean shortTime = name.contains("context deadline");
            return usual.withLocal(local)
                    .withLimits(shortTime ? limits.withHandshake(Duration.ofMillis(500)) : limits)
                    .withCheck(_ -> check(name.contains("veto")));
        };
        scene.run(role, terms, out -> play(vector, out), judge);
    }

    private Optional<VersionCheck.Refusal> check(boolean veto) {
        checks++;
        return veto ? Optional.of(new VersionCheck.Refusal("another peer", "this one")) : Optional.empty();
    }

    private void play(Vectors.Case vector, OutputStream out) throws Exception {
        for (String step : vector.texts("script")) {
            if (step.equals("sleep")) {
                scene.time.pass(Duration.ofMillis(200));
            } else if (step.equals("close")) {
                scene.peers().endOutput();
            } else {
                out.write(bytes(step));
            }
        }
        scene.hearOut();
    }

    private byte[] bytes(String step) {
        Matcher version = SEND_VERSION.matcher(step);
        if (version.matches()) {
            return RawScene.frame(scene.version(Integer.parseInt(version.group(1))));
        }
        if (step.startsWith("send ping")) {
            String number = step.substring("send ping".length()).strip();
            return RawScene.frame(new Ping(number.isEmpty() ? 0 : Long.parseLong(number)));
        }
        return switch (step) {
            case "send verack" -> RawScene.frame(new VerAck());
            case "send getheaders" -> RawScene.frame(new GetHeaders(0, List.of(), Hash.ZERO));
            case "send getinitstate" -> RawScene.frame(new GetInitState(List.of("headblocks")), 11);
            case "send version on mainnet" ->
                Frame.of(scene.version(12), Network.MAINNET, ProtocolVersion.LATEST)
                        .toByteArray();
            case "send bogus" ->
                Bytes.ofHex("161c1412626f67757300000000000000" + "00000000716f6e86")
                        .toByteArray();
            case "send malformed" ->
                Bytes.ofHex("161c141281780000000000000000000000000000716f6e86").toByteArray();
            case "send ver\\0ack" ->
                Bytes.ofHex("161c14127665720061636b000000000000000000716f6e86").toByteArray();
            case "send verack bad checksum" ->
                Bytes.ofHex("161c141276657261636b00000000000000000000706f6e86").toByteArray();
            case "send verack+1" ->
                Bytes.ofHex("161c141276657261636b000000000000010000000ce8d4ef00")
                        .toByteArray();
            default -> throw new IllegalArgumentException(step);
        };
    }
}
