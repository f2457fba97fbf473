// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.interop.PeerEvent.Ended;
import io.handfast.testkit.Programs;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A program of others in a process of its own, steered over its standard input and output, one flat JSON object a line.
 *
 * <p>One thread, the test's, calls all methods. Everything said and heard is kept, and a wait that fails shows all of
 * it. A wait looks at what has been heard since {@link #fromHere()} (first: since the start) and then waits for more, so
 * an event that came early is not missed; it fails at once when the process ends. The process ends with
 * {@link #close()}, and by itself when this JVM ends.
 */
public final class PeerProcess implements AutoCloseable {
    /** More than anything takes that is not a deadline of the program itself. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path folder;
    private final Writer commands;
    private final Dialogue dialogue;
    private long lastId;

    private PeerProcess(Process process, Path folder, Dialogue dialogue) {
        this.process = process;
        this.folder = folder;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.dialogue = dialogue;
    }

    /**
     * A new folder for the files of a program, below {@code target/peers}.
     *
     * @throws IOException when it cannot be made
     */
    public static Path newFolder(String program) throws IOException {
        Path parent = Files.createDirectories(Go.module().resolve("target").resolve("peers"));
        return Files.createTempDirectory(parent, program + "-");
    }

    /**
     * Starts a program; the first wait is for its being ready.
     *
     * @param program its name in failures
     * @param command what starts it
     * @param folder where the dialogue is left
     * @param meaning of the lines on its standard output
     * @return the process, to be closed
     * @throws IOException when it cannot be started
     */
    public static PeerProcess start(
            String program, ProcessBuilder command, Path folder, Function<PeerLine, PeerEvent> meaning)
            throws IOException {
        Process process = Programs.start(command);
        Dialogue dialogue = new Dialogue(program, meaning);
        dialogue.listen(process);
        return new PeerProcess(process, folder, dialogue);
    }

    /** As {@link #await}, for the first event of all: ends the process when it does not come. */
    public <E extends PeerEvent> E awaitReady(Class<E> type, Predicate<? super E> wish, Duration within) {
        try {
            return await(type, wish, within);
        } catch (AssertionError notReady) {
            process.destroyForcibly();
            throw notReady;
        }
    }

    /**
     * Says a command.
     *
     * @param command its name
     * @param fields its arguments: text, whole numbers, booleans
     * @return the number that its answer will bear
     */
    public long say(String command, Map<String, ?> fields) {
        long id = ++lastId;
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", id);
        all.put("cmd", command);
        all.putAll(fields);
        String line = new PeerLine(all).write();
        dialogue.said(line);
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException gone) {
            await(Ended.class, ended -> false, PATIENCE); // tells the whole story
        }
        return id;
    }

    /** What a test fails with when a command was refused. */
    public AssertionError refused(String command, String message) {
        return new AssertionError("%s: %s; the dialogue:%n%s".formatted(command, message, dialogue));
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
        return dialogue.await(type, wish, within);
    }

    /** Waits for an end in order, which a command has asked for. */
    public void awaitStopped() {
        await(Ended.class, ended -> ended.exitStatus() == 0, PATIENCE);
    }

    /** Ends it without a word to anybody (SIGKILL) and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        await(Ended.class, ended -> true, PATIENCE);
    }

    /**
     * Ends its standard input, as the end of this JVM would.
     *
     * @throws IOException when it cannot be ended
     */
    public void abandon() throws IOException {
        commands.close();
    }

    /** Whatever was heard so far does not count for later waits. */
    public void fromHere() {
        dialogue.fromHere();
    }

    /** All it reported, from the start, in the order of arrival. */
    public List<PeerEvent> events() {
        return dialogue.events();
    }

    /**
     * Ends the process at once and leaves the dialogue in its folder.
     *
     * @throws IOException when the dialogue cannot be written
     */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        dialogue.fromHere();
        Files.writeString(folder.resolve("dialogue.txt"), dialogue.toString());
    }
}
