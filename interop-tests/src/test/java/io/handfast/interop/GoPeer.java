// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.interop.PeerEvent.Answer;
import io.handfast.interop.PeerEvent.Connected;
import io.handfast.interop.PeerEvent.Data;
import io.handfast.interop.PeerEvent.Disconnected;
import io.handfast.interop.PeerEvent.Done;
import io.handfast.interop.PeerEvent.Failed;
import io.handfast.interop.PeerEvent.Ready;
import io.handfast.interop.PeerEvent.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A SHIP node on ship-go in a process of its own, steered over its standard input and output.
 *
 * <p>{@link GoPeers} starts it; threads, waits and failures are those of {@link PeerProcess}. Commands wait for their
 * answer and fail with the dialogue when the peer refuses them.
 */
public final class GoPeer implements AutoCloseable {
    /** More than a first dial, a handshake or a farewell takes. */
    public static final Duration PATIENCE = PeerProcess.PATIENCE;

    /** As long as ship-go needs when it loses a message to a race with itself: its timer of 60 s and two redials. */
    public static final Duration PATIENCE_WITH_RACES = Duration.ofSeconds(100);

    private final PeerProcess process;
    private final Ready ready;

    private GoPeer(PeerProcess process, Ready ready) {
        this.process = process;
        this.ready = ready;
    }

    /** Starts a program and waits until it is ready. */
    static GoPeer start(String program, ProcessBuilder command, Path folder) throws IOException {
        PeerProcess process = PeerProcess.start(program, command, folder, PeerLine::event);
        return new GoPeer(process, process.awaitReady(Ready.class, _ -> true, PATIENCE));
    }

    /** Who it is and where it listens. */
    public Ready ready() {
        return ready;
    }

    /** Its SKI, 40 lower-case hexadecimal digits. */
    public String ski() {
        return ready.ski();
    }

    /** Where it listens, on all interfaces. */
    public int port() {
        return ready.port();
    }

    /**
     * Trusts a node. The old versions dial at once when it is visible, the new one within three seconds; a node that
     * waits for our trust goes on.
     */
    public void trust(String ski) {
        perform("trust", Map.of("ski", ski));
    }

    /** Trusts a node that must report this SHIP ID. */
    public void trust(String ski, String shipId) {
        perform("trust", Map.of("ski", ski, "shipId", shipId));
    }

    /** Takes trust back and closes the connection. */
    public void untrust(String ski) {
        perform("untrust", Map.of("ski", ski));
    }

    /** Refuses a node that waits for trust. */
    public void deny(String ski) {
        perform("deny", Map.of("ski", ski));
    }

    /** Trusts whoever comes, or no longer. */
    public void autoAccept(boolean on) {
        perform("autoAccept", Map.of("on", on));
    }

    /**
     * Answers ship-go's question whether a user may still decide about a stranger; yes by default.
     *
     * @param on whether a stranger may wait
     */
    public void allowWaiting(boolean on) {
        perform("allowWaiting", Map.of("on", on));
    }

    /** Limits the connections (version 2026 only): more get HTTP status 503; 0 means 10. */
    public void limit(int connections) {
        perform("limit", Map.of("n", connections));
    }

    /**
     * Shows it a node as mDNS would; when it trusts the node, it dials.
     *
     * @param ski the node's
     * @param host where, a name or an address
     * @param port where
     * @param shipId the node's
     */
    public void see(String ski, String host, int port, String shipId) {
        perform("see", Map.of("ski", ski, "host", host, "port", port, "shipId", shipId));
    }

    /** Shows it another live peer. */
    public void see(GoPeer other) {
        see(other.ski(), "127.0.0.1", other.port(), other.ready().shipId());
    }

    /** Takes a node out of its sight; only version 2026 drops a dial that waits. */
    public void unsee(String ski) {
        perform("unsee", Map.of("ski", ski));
    }

    /**
     * Sends a payload.
     *
     * @param ski to whom
     * @param payload ordinary JSON with the root {@code datagram}
     * @return length and digest of what was given to ship-go
     */
    public Done send(String ski, String payload) {
        return perform("send", Map.of("ski", ski, "payload", payload));
    }

    /**
     * Sends {@code {"datagram":{"content":"…"}}} with the alphabet and the digits over and over as the content.
     *
     * @param ski to whom
     * @param content length of the content in bytes; the payload is 27 bytes longer, the message on the wire 89
     * @return length and digest of what was given to ship-go
     */
    public Done sendContent(String ski, int content) {
        return perform("send", Map.of("ski", ski, "content", content));
    }

    /**
     * Trusts a node by its certificate (version 2026 only).
     *
     * @param ski its key; empty when only the certificate is known
     * @param shipId what it must report
     * @param fingerprint SHA-256 of its certificate, upper-case hexadecimal
     */
    public void trust(String ski, String shipId, String fingerprint) {
        perform("trust", Map.of("ski", ski, "shipId", shipId, "fingerprint", fingerprint));
    }

    /**
     * Announces itself to a node that it trusts, as one that has seen its QR code (version 2026 on a network only).
     *
     * @param ski its key
     * @param shipId its SHIP ID
     * @param fingerprint SHA-256 of its certificate
     * @param secret of its QR code, 32 hexadecimal digits
     */
    public void announceTo(String ski, String shipId, String fingerprint, String secret) {
        perform("announceTo", Map.of("ski", ski, "shipId", shipId, "fingerprint", fingerprint, "payload", secret));
    }

    /** Announces itself to a node no more; its SHIP ID. */
    public void withdrawFrom(String shipId) {
        perform("withdrawFrom", Map.of("shipId", shipId));
    }

    /** Sends every payload back from now on, or no longer. */
    public void echo(boolean on) {
        perform("echo", Map.of("on", on));
    }

    /** Ends a connection with an announcement that gives this reason; ship-go dials again what it sees. */
    public void disconnect(String ski, String reason) {
        perform("disconnect", Map.of("ski", ski, "reason", reason));
    }

    /** Ends it in order and waits for its end. */
    public void stop() {
        perform("stop", Map.of());
        process.awaitStopped();
    }

    /** Ends its process without a word to anybody (SIGKILL) and waits for its end. */
    public void kill() {
        process.kill();
    }

    /**
     * Ends its standard input, as the end of this JVM would.
     *
     * @throws IOException when it cannot be ended
     */
    public void abandon() throws IOException {
        process.abandon();
    }

    /**
     * Ends the process at once and leaves the dialogue in its folder below {@code target/peers}.
     *
     * @throws IOException when the dialogue cannot be written
     */
    @Override
    public void close() throws IOException {
        process.close();
    }

    /** Whatever was heard so far does not count for later waits. */
    public void fromHere() {
        process.fromHere();
    }

    /** All it reported, from the start, in the order of arrival. */
    public List<PeerEvent> events() {
        return process.events();
    }

    /** Waits until a connection is complete (state 38), perhaps not the first one. */
    public void awaitConnected(String ski) {
        await(Connected.class, event -> event.ski().equals(ski), PATIENCE_WITH_RACES);
    }

    /** Waits until ship-go reports the end of a connection. */
    public void awaitDisconnected(String ski) {
        await(Disconnected.class, event -> event.ski().equals(ski), PATIENCE);
    }

    /**
     * Waits for a state.
     *
     * @param ski of the other side
     * @param n ship-go's state number
     */
    public void awaitState(String ski, int n) {
        await(State.class, event -> event.ski().equals(ski) && event.n() == n, PATIENCE);
    }

    /**
     * Waits for a payload.
     *
     * @param ski from whom
     * @param sha256 of the payload in ordinary JSON, lower-case hexadecimal
     * @return the payload
     */
    public Data awaitData(String ski, String sha256) {
        return await(
                Data.class, event -> event.ski().equals(ski) && event.sha256().equals(sha256), PATIENCE);
    }

    /**
     * Waits for an event. Fails with the whole dialogue when it does not come.
     *
     * @param <E> the kind of event
     * @param type the kind of event
     * @param wish what it must be like
     * @param within how long to wait at most
     * @return the first one that fits
     */
    public <E extends PeerEvent> E await(Class<E> type, Predicate<? super E> wish, Duration within) {
        return process.await(type, wish, within);
    }

    /**
     * Says a command and waits for its answer, whatever it is.
     *
     * @param command its name
     * @param fields its arguments: text, whole numbers, booleans
     * @return what the peer answered
     */
    public Answer attempt(String command, Map<String, ?> fields) {
        long id = process.say(command, fields);
        return await(Answer.class, answer -> answer.id() == id, PATIENCE);
    }

    private Done perform(String command, Map<String, ?> fields) {
        return switch (attempt(command, fields)) {
            case Done done -> done;
            case Failed failed -> throw process.refused(command, failed.message());
        };
    }
}
