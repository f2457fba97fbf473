// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.faults;

import io.handfast.crypto.Ski;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast;
import io.handfast.interop.ProcessStatus;
import io.handfast.testkit.LastingPort;
import io.handfast.testkit.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code handfast hub} as a process of its own, with the options of {@code ./handfast}, looked at from outside. */
final class HubAtWork implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final int LIMIT_SECONDS = 60;

    private final TimeSource time = new SystemTime();
    private final Path folder;
    private final int port;
    private final int consolePort;
    private Process process;
    private long millisToListening;

    private HubAtWork(Path folder, int port, int consolePort) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = port;
        this.consolePort = consolePort;
        this.process = launch();
    }

    /**
     * What {@code /proc} says of it, and what lives in its heap.
     *
     * @param rssKib resident memory
     * @param threads of the platform
     * @param files open ones, sockets among them
     * @param heapKib live objects after a full collection, which asking brings about
     * @param cpuMillis so far, of all its threads
     */
    record Figures(long rssKib, long threads, long files, long heapKib, long cpuMillis) {}

    /** Starts one that trusts these, and waits until it accepts. */
    static HubAtWork start(Path folder, int port, List<Ski> trusted) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("hub.json"), JsonTree.line(Map.of("max_connections", trusted.size() + 10)));
        Handfast.trust(folder, trusted);
        return new HubAtWork(folder, port, LastingPort.choose());
    }

    private Process launch() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Handfast.command(
                "hub",
                "--quiet",
                "--no-mdns",
                "--port",
                Integer.toString(port),
                "--config",
                folder.resolve("hub.json").toString(),
                "--data",
                folder.toString()));
        builder.environment().put("HANDFAST_CONSOLE_PORT", Integer.toString(consolePort));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("errors.txt").toFile()));
        long began = time.nanos();
        Process started = Programs.start(builder);
        while (!accepts(port) || !accepts(consolePort)) {
            boolean late = time.nanos() - began > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            if (late || !started.isAlive()) {
                started.destroyForcibly();
                throw new IOException("no hub: " + errors());
            }
            new Inbox<>(time, 0).await(time.in(POLL));
        }
        millisToListening = (time.nanos() - began) / 1_000_000;
        return started;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** What it has said on standard error, all its lives together. */
    String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    int consolePort() {
        return consolePort;
    }

    /** From the start of the process until both its ports accept. */
    long millisToListening() {
        return millisToListening;
    }

    /** SIGKILL, and another start on the same files. */
    void killAndStart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    /** SIGTERM; the exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Figures figures() throws IOException {
        long heap = histogramTotal() / 1024; // before the others: it collects
        ProcessStatus status = new ProcessStatus(process.pid());
        return new Figures(status.rssKib(), status.threads(), status.files(), heap, status.cpuMillis());
    }

    /** Cheap: brings about no collection. */
    long rssKib() throws IOException {
        return new ProcessStatus(process.pid()).rssKib();
    }

    /** The last line reads {@code Total <objects> <bytes>}. */
    private long histogramTotal() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process tool = Programs.start(new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
        try (InputStream text = tool.getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.strip().replaceAll("^.*\\s", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
