// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.engine.Inbox;
import io.handfast.engine.time.TimeSource;
import java.io.BufferedReader;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hub as a process of its own, looked at from outside. One thread calls all methods. */
final class HubProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final int START_LIMIT_SECONDS = 60;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Process process;
    private final boolean virtualMachine;
    private final long millisToListening;

    private HubProcess(Process process, boolean virtualMachine, long millisToListening) {
        this.process = process;
        this.virtualMachine = virtualMachine;
        this.millisToListening = millisToListening;
    }

    /** Starts one and waits until its port accepts, looking every two milliseconds. */
    static HubProcess start(List<String> command, boolean virtualMachine, int port, Path errors, TimeSource time)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        if (virtualMachine) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD); // its events; nobody reads them
        }
        long began = time.nanos();
        Process process = builder.start();
        while (!accepts(port)) {
            boolean late = time.nanos() - began > TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
            if (late || !process.isAlive()) {
                process.destroyForcibly();
                throw new IOException("no hub, see " + errors + ": " + String.join(" ", command));
            }
            new Inbox<>(time, 0).await(time.in(POLL));
        }
        return new HubProcess(process, virtualMachine, (time.nanos() - began) / 1_000_000);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    long millisToListening() {
        return millisToListening;
    }

    /** Resident memory in KiB. */
    long rssKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** CPU time of all its threads so far, user and system, in milliseconds; the kernel counts in hundredths. */
    long cpuMillis() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                .replaceAll("^.*\\) ", "")
                .split(" ", -1);
        return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /**
     * What lives, in bytes, after a full collection: all objects (stacks of virtual threads are such), or Go's heap
     * with the stacks of its goroutines.
     */
    long heapBytes() throws IOException {
        return virtualMachine ? histogramTotal() : askGo();
    }

    private long askGo() throws IOException {
        process.getOutputStream().write("heap\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("heapBytes")) {
                return lastNumber(line);
            }
        }
        throw new IOException("the hub ended");
    }

    /** The last line reads {@code Total <objects> <bytes>}; counting collects first. */
    private long histogramTotal() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process tool = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
        try (InputStream text = tool.getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(HubProcess::lastNumber)
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

    /** Ends it without giving it time for a word, as a power cut does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it in good order, so that a training run writes its archive. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
