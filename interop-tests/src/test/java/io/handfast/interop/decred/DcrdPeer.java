// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import io.handfast.decred.wire.Frame;
import io.handfast.interop.PeerEvent.Told;
import io.handfast.interop.PeerLine;
import io.handfast.interop.PeerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node of Decred on dcrd's packages in a process of its own, steered over its standard input and output;
 * {@code docs/protocol/dcrd-peers.md} says what it understands and reports.
 *
 * <p>{@link DcrdPeers} starts it; threads, waits and failures are those of {@link PeerProcess}. Its connections are
 * numbered from 1 in the order of their beginning, in both roles together.
 */
public final class DcrdPeer implements AutoCloseable {
    /** More than anything takes that is not a deadline of dcrd. */
    public static final Duration PATIENCE = PeerProcess.PATIENCE;

    private final PeerProcess process;
    private final PeerLine ready;

    private DcrdPeer(PeerProcess process, PeerLine ready) {
        this.process = process;
        this.ready = ready;
    }

    /** Starts a program and waits until it is ready. */
    static DcrdPeer start(String program, ProcessBuilder command) throws IOException {
        PeerProcess process = PeerProcess.start(
                program, command, PeerProcess.newFolder(program), line -> new Told(line.text("event"), line));
        Told ready = process.awaitReady(Told.class, told -> told.event().equals("ready"), PATIENCE.multipliedBy(2));
        return new DcrdPeer(process, ready.line());
    }

    /** Where it listens. */
    public int port() {
        return ready.number("port");
    }

    /** The version of dcrd's {@code peer} package. */
    public String version() {
        return ready.text("version");
    }

    /** The version of dcrd's {@code wire} package. */
    public String wireVersion() {
        return ready.text("wire");
    }

    /** The hash of the newest block it had at its start, as people write it. */
    public String tip() {
        return ready.text("hash");
    }

    // ---- what it does

    /** Dials a node of this machine; the number of the connection, which is there but has not said anything yet. */
    public int dial(int port) {
        return perform("dial", Map.of("host", "127.0.0.1", "port", port)).number("peer");
    }

    /** Closes a connection. */
    public void disconnect(int connection) {
        perform("disconnect", Map.of("peer", connection));
    }

    /** Says these messages. */
    public void send(int connection, Frame... frames) {
        perform("send", Map.of("peer", connection, "frames", hex(frames)));
    }

    /** Says these messages to every new peer between its {@code version} and its {@code verack}. */
    public void early(Frame... frames) {
        perform("early", Map.of("frames", hex(frames)));
    }

    private static String hex(Frame... frames) {
        return Stream.of(frames)
                .map(frame -> HexFormat.of().formatHex(frame.toByteArray()))
                .collect(Collectors.joining());
    }

    /** Answers nothing but pings from now on, or everything again. */
    public void silent(boolean on) {
        perform("silent", Map.of("on", on));
    }

    /**
     * Takes blocks away, adds others and announces the newest.
     *
     * @param blocks how many are added
     * @param without how many are taken away before
     * @return the hash of the newest, as people write it
     */
    public String mine(int blocks, int without) {
        return perform("mine", Map.of("blocks", blocks, "without", without)).text("hash");
    }

    /** Ends it in order: its connections are closed. */
    public void stop() {
        perform("stop", Map.of());
        process.awaitStopped();
    }

    /** Ends its process without a word to anybody (SIGKILL) and waits for its end. */
    public void kill() {
        process.kill();
    }

    private PeerLine perform(String command, Map<String, ?> fields) {
        long id = process.say(command, fields);
        Told answer = process.await(Told.class, told -> isAnswer(told, id), PATIENCE);
        if (answer.event().equals("error")) {
            throw process.refused(command, answer.line().text("message"));
        }
        return answer.line();
    }

    private static boolean isAnswer(Told told, long id) {
        return (told.event().equals("done") || told.event().equals("error"))
                && told.line().number("id") == id;
    }

    // ---- what it sees

    /** Whatever was heard so far does not count for later waits. */
    public void fromHere() {
        process.fromHere();
    }

    /** Waits for a new connection; its number. */
    public int awaitConnection() {
        return await("connection", _ -> true).number("peer");
    }

    /** Waits for a peer's {@code version} and for its {@code verack}. */
    public PeerLine awaitHandshake(int connection) {
        PeerLine version = await("version", line -> line.number("peer") == connection);
        await("verack", line -> line.number("peer") == connection);
        return version;
    }

    /** Waits until it has read such a message. */
    public PeerLine awaitRead(int connection, String command) {
        return await(
                "read",
                line -> line.number("peer") == connection
                        && line.text("command").equals(command));
    }

    /** Waits for the end of a connection; whether dcrd takes its handshake for a success is {@code handshake}. */
    public PeerLine awaitEnd(int connection) {
        return await("end", line -> line.number("peer") == connection);
    }

    /** Waits for a line of dcrd's log; a failed handshake is told nowhere else. */
    public void awaitLog(String part) {
        await("log", line -> line.text("text").contains(part));
    }

    /** Waits for an event. */
    public PeerLine await(String event, Predicate<PeerLine> wish) {
        return process.await(Told.class, told -> told.event().equals(event) && wish.test(told.line()), PATIENCE)
                .line();
    }

    /** All events of a kind so far. */
    public List<PeerLine> all(String event) {
        return process.events().stream()
                .filter(each -> each instanceof Told told && told.event().equals(event))
                .map(each -> ((Told) each).line())
                .toList();
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
}
