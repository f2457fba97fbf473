// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Phase;
import io.handfast.engine.Role;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.hub.app.EventJson;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.hub.ConnectFailure;
import io.handfast.ship.message.MessageFault;
import io.handfast.tls.TlsFailure;
import io.handfast.websocket.WebSocketFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of labels. All of them are known beforehand: no peer can make one up. */
final class Names {
    static final String COMPLETE = "complete";
    static final String CANCELLED = "cancelled";
    static final String FAILED = "failed";
    static final List<String> OUTCOMES = List.of(COMPLETE, "peer", "us", "network", "policy", CANCELLED);
    static final List<String> PHASES = List.of("tcp", "tls", "websocket", "cmi", "hello", "protocol", "pin", "access");

    static final List<String> REFUSALS = List.of("limit", "crowd", "trust", "certificate", "rule");

    private Names() {}

    static String of(Role role) {
        return EventJson.word(role);
    }

    /** Whose doing it was, or that it was nobody's. */
    static String outcome(Optional<HandshakeException> failure) {
        return failure.map(why -> why instanceof Cancelled ? CANCELLED : EventJson.word(why.blame()))
                .orElse(COMPLETE);
    }

    /** A step's phase by its first word: of SHIP's forty states eight phases are left. Empty for the last state. */
    static Optional<String> phase(Phase phase) {
        String name = phase.phaseName();
        String state = phase instanceof ShipPhase ? name.substring("ship.".length()) : name;
        return PHASES.stream().filter(state::startsWith).findFirst();
    }

    /** Every code that a connection can fail with. */
    static List<String> codes() {
        return Stream.<FailureCode[]>of(
                        EngineFailure.values(),
                        ConnectFailure.values(),
                        TlsFailure.values(),
                        WebSocketFailure.values(),
                        ShipFailure.values(),
                        MessageFault.values())
                .flatMap(Stream::of)
                .map(FailureCode::code)
                .toList();
    }

    /** Why somebody was turned away. */
    static String refusal(Optional<HandshakeException> failure) {
        Optional<FailureCode> code = failure.map(HandshakeException::code);
        if (code.isEmpty()) {
            return "rule";
        }
        return switch (code.get()) {
            case WebSocketFailure.DECLINED -> "limit";
            case EngineFailure.CROWDED_OUT -> "crowd";
            case ShipFailure.HELLO_NOT_TRUSTED, ShipFailure.HELLO_TRUST_DENIED, ShipFailure.HELLO_UNDECIDED -> "trust";
            default -> "certificate";
        };
    }
}
