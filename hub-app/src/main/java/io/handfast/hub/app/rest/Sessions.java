// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.engine.Environment;
import io.handfast.engine.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who has shown the token from a browser, which then has a cookie instead; and the ticket, which the address that is
 * shown at the start carries: it opens one session, soon, so that nothing of lasting value stays in a history or a log.
 * All of it is forgotten when the hub stops.
 */
final class Sessions {
    static final Duration LASTING = Duration.ofHours(12);
    private static final Duration TICKET_LASTING = Duration.ofMinutes(10);
    private static final int MAX_SESSIONS = 64;

    /**
     * One session.
     *
     * @param secret what the cookie says
     * @param until when it ends
     * @param expiresAt the same by the calendar
     */
    record Session(String secret, Deadline until, Instant expiresAt) {
        @Override
        public String toString() {
            return "session until " + expiresAt;
        }
    }

    private record Ticket(String secret, Deadline until) {}

    private final Environment environment;
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<Ticket>> ticket;

    Sessions(Environment environment) {
        this.environment = environment;
        this.ticket = new AtomicReference<>(Optional.of(new Ticket(
                AccessToken.random(environment.entropy()), environment.time().in(TICKET_LASTING))));
    }

    /** What the address shown at the start carries; empty once it was used. */
    Optional<String> ticket() {
        return ticket.get().map(Ticket::secret);
    }

    /** Whether it is the ticket; true once. */
    boolean takeTicket(String given) {
        Optional<Ticket> current = ticket.get();
        boolean fits = current.filter(one -> same(one.secret(), given))
                .filter(one -> !one.until().passed(environment.time()))
                .isPresent();
        return fits && ticket.compareAndSet(current, Optional.empty());
    }

    /** A new session; the oldest one goes when there are too many. */
    Session begin() {
        sessions.removeIf(session -> session.until().passed(environment.time()));
        if (sessions.size() >= MAX_SESSIONS) {
            sessions.removeFirst();
        }
        Session session = new Session(
                AccessToken.random(environment.entropy()),
                environment.time().in(LASTING),
                environment.time().wallClock().plus(LASTING));
        sessions.add(session);
        return session;
    }

    Optional<Session> find(String given) {
        Optional<Session> found = Optional.empty();
        for (Session session : sessions) { // all of them: the time says nothing about which one it was
            if (same(session.secret(), given)) {
                found = Optional.of(session);
            }
        }
        return found.filter(this::isOpen);
    }

    boolean isOpen(Session session) {
        return sessions.contains(session) && !session.until().passed(environment.time());
    }

    void end(Session session) {
        sessions.remove(session);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
