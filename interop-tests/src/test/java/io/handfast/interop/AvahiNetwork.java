// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.testkit.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A network of two, made by {@code avahi/network.sh}: this machine and a room with avahi in it. */
public final class AvahiNetwork implements AutoCloseable {
    private static final int SOMETHING_MISSING = 75;
    private static final long PATIENCE_SECONDS = 30;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final String net;
    private final Path folder;
    private final List<Process> tools = new ArrayList<>();

    private AvahiNetwork(String name, String net, Path folder) {
        this.name = name;
        this.net = net;
        this.folder = folder;
    }

    /**
     * Lays the wire; ends the test with the reason where this machine cannot. Others of this process and of those beside it
     * have another name and other addresses.
     */
    public static AvahiNetwork up() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("handfast-avahi");
        long process = ProcessHandle.current().pid();
        int count = COUNT.getAndIncrement();
        long number = 8 * process + count;
        String net = "10." + (64 + (number >> 8) % 64) + "." + (number & 0xFF);
        AvahiNetwork network = new AvahiNetwork("hf" + process + "n" + count, net, folder);
        Path said = folder.resolve("said.txt");
        int status = network.script("up", said);
        if (status != 0) {
            network.close();
        }
        Assumptions.assumeTrue(status != SOMETHING_MISSING, () -> text(said));
        if (status != 0) {
            throw new AssertionError("network.sh: " + text(said));
        }
        return network;
    }

    private int script(String verb, Path said) throws IOException, InterruptedException {
        return Programs.start(new ProcessBuilder(
                                Go.module()
                                        .resolve("avahi")
                                        .resolve("network.sh")
                                        .toString(),
                                verb,
                                name,
                                folder.toString(),
                                net)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile()))
                .waitFor();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The interface of this machine. */
    public String here() {
        return name + "-a";
    }

    /** The interface in the room. */
    public String there() {
        return name + "-b";
    }

    /** The address of this machine. */
    public String ourAddress() {
        return net + ".1";
    }

    /** The address in the room. */
    public String theirAddress() {
        return net + ".2";
    }

    /** What starts a program in the room. */
    public List<String> launcher() {
        return List.of("ip", "netns", "exec", name);
    }

    /** What tells avahi's tools and libraries where its bus is. */
    public Map<String, String> environment() {
        return Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
    }

    /** A tool of avahi that runs until the end, and what it says. */
    public Lines run(String... command) throws IOException {
        List<String> all =
                Stream.concat(launcher().stream(), Stream.of(command)).toList();
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process tool = Programs.start(builder);
        tools.add(tool);
        return new Lines(tool);
    }

    /** What a tool says, line by line. */
    public static final class Lines {
        private final Process tool;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final List<String> all = new ArrayList<>();

        private Lines(Process tool) {
            this.tool = tool;
            Thread.ofVirtual()
                    .start(() ->
                            tool.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add));
        }

        /** Waits for a line with all these parts. */
        public String await(String... parts) throws InterruptedException {
            while (true) {
                String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (line == null) {
                    throw new AssertionError("no line with " + List.of(parts) + " among:\n" + String.join("\n", all));
                }
                all.add(line);
                if (Stream.of(parts).allMatch(line::contains)) {
                    return line;
                }
            }
        }

        /** Ends the tool as a user would. */
        public void end() throws InterruptedException {
            tool.toHandle().destroy();
            tool.waitFor();
        }
    }

    @Override
    public void close() throws IOException {
        tools.forEach(tool -> tool.toHandle().destroy());
        try {
            script("down", folder.resolve("down.txt"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
