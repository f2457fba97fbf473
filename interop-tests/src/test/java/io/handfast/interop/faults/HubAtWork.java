// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.faults;

import io.handfast.crypto.Ski;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.JsonTree;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code handfast hub} as a process of its own, with the options of {@code ./handfast}, looked at from outside. */
final class HubAtWork implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final int LIMIT_SECONDS = 60;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

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
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("hub.json"), JsonTree.line(Map.of("max_connections", trusted.size() + 10)));
        Map<String, Object> devices = new LinkedHashMap<>();
        trusted.forEach(ski -> devices.put(ski.toString(), Map.of("brand", "Handfast", "model", "device")));
        Files.writeString(folder.resolve("data/trusted_devices.json"), JsonTree.line(devices));
        return new HubAtWork(folder, port, LastingPort.choose());
    }

    private Process launch() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms24m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:-ShrinkHeapInSteps",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.handfast.cli.Main"));
        command.addAll(List.of("hub", "--quiet", "--no-mdns", "--port", Integer.toString(port)));
        command.addAll(List.of("--config", folder.resolve("hub.json").toString()));
        command.addAll(List.of("--data", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
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
        String[] stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                .replaceAll("^.*\\) ", "")
                .split(" ", -1);
        long cpu = 10 * (Long.parseLong(stat[11]) + Long.parseLong(stat[12])); // in hundredths of a second
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return new Figures(status("VmRSS"), status("Threads"), files.count(), heap, cpu);
        }
    }

    /** Cheap: brings about no collection. */
    long rssKib() throws IOException {
        return status("VmRSS");
    }

    private long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(HubAtWork::lastNumber)
                .findFirst()
                .orElseThrow();
    }

    /** The last line reads {@code Total <objects> <bytes>}. */
    private long histogramTotal() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process tool = Programs.start(new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
        try (InputStream text = tool.getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(HubAtWork::lastNumber)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long lastNumber(String line) {
        long last = 0;
        for (Matcher number = NUMBER.matcher(line); number.find(); ) {
            last = Long.parseLong(number.group());
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
