// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Phase;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ShipHandshake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one attempt: tried one after the other until the device itself has answered. What answers under an
 * old address may be another device, so a key that is not the expected one leads to the next address as well.
 */
final class Candidates {
    /** What a peer announces is not to be believed without end. */
    private static final int MOST = 8;

    /** No further one is begun after this; each has its own waits besides. */
    private static final Duration IN_ALL = Duration.ofSeconds(30);

    private final List<Address> addresses;
    private final TimeSource time;

    /** @param addresses at least one, best first */
    Candidates(List<Address> addresses, TimeSource time) {
        this.addresses = addresses.stream().limit(MOST).toList();
        this.time = time;
    }

    /** How a connection to one address is made. */
    @FunctionalInterface
    interface Opening {
        ShipHandshake open(Address at) throws HandshakeException;
    }

    /** Who answered, and where. */
    record Opened(ShipHandshake handshake, Address at) {}

    /** What one address came to. */
    private record Failure(Address at, Phase reached, HandshakeException why) {
        @Override
        public String toString() {
            return at + " " + why.code().code();
        }
    }

    /** Blocks until one answers, or none did. The failure names them all. */
    Opened open(Trace trace, Opening opening) throws HandshakeException {
        Deadline noMoreAfter = time.in(IN_ALL);
        List<Failure> failures = new ArrayList<>();
        for (Address at : addresses) {
            if (failures.isEmpty() || !noMoreAfter.passed(time)) {
                try {
                    return new Opened(opening.open(at), at);
                } catch (HandshakeException e) {
                    Phase reached = trace.entries().isEmpty()
                            ? ConnectPhase.TCP
                            : trace.entries().getLast().phase();
                    failures.add(new Failure(at, reached, e));
                    if (e instanceof Cancelled || reached == ConnectPhase.WEBSOCKET) { // it was the device
                        throw together(failures, e);
                    }
                }
            }
        }
        throw together(failures, mostTelling(failures));
    }

    /** One that got as far as TLS says more about a device than those that reached nobody. */
    private static HandshakeException mostTelling(List<Failure> failures) {
        return failures.stream()
                .filter(failure -> failure.reached() == ConnectPhase.TLS)
                .findFirst()
                .orElse(failures.getFirst())
                .why();
    }

    private static HandshakeException together(List<Failure> failures, HandshakeException telling) {
        if (failures.size() == 1) {
            return telling;
        }
        String tried = failures.stream().map(Failure::toString).collect(Collectors.joining(", "));
        String got = telling.got() + " (tried " + tried + ")";
        return sameKind(telling, got, telling.getCause());
    }

    private static HandshakeException sameKind(HandshakeException e, String got, @Nullable Throwable cause) {
        return switch (e) {
            case TimedOut _ -> new TimedOut(e.code(), e.phase(), e.expected(), got, cause);
            case ConnectionLost _ -> new ConnectionLost(e.code(), e.phase(), e.expected(), got, cause);
            case LocallyRefused _ -> new LocallyRefused(e.code(), e.phase(), e.expected(), got, cause);
            case PeerRefused _ -> new PeerRefused(e.code(), e.phase(), e.expected(), got, cause);
            case PeerMisbehaved _ -> new PeerMisbehaved(e.code(), e.phase(), e.expected(), got, cause);
            case PeerIncompatible _ -> new PeerIncompatible(e.code(), e.phase(), e.expected(), got, cause);
            case Cancelled _ -> e;
        };
    }

    @Override
    public String toString() {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", then "));
    }
}
