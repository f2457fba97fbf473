// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.UsedDigest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub in a process of its own changes whom it trusts, all the time, and is killed: what it acknowledged is there, and
 * it starts again. A kill leaves what the kernel has; what a power cut leaves is {@link PowerCutTest}'s business.
 */
class KillTest {
    @TempDir
    private Path folder;

    @Test
    void givenTrustThatChangesAllTheTime_whenKilled_thenNothingAcknowledgedIsLost() throws Exception {
        killed(3);
    }

    @Test
    @Tag("long")
    @Timeout(600)
    void givenManyKills_whenStartedAgainEachTime_thenNothingAcknowledgedIsLost() throws Exception {
        killed(Integer.getInteger("kills", 20));
    }

    /** The same folder throughout, so that each run begins with what the one before left. */
    private void killed(int times) throws Exception {
        Random random = new Random(42);
        Set<Ski> trusted = new TreeSet<>();
        Optional<Ski> underWay = Optional.empty();
        int changes = 0;
        long used = 0;
        for (int run = 0; run < times; run++) {
            int killAfter = 1 + random.nextInt(60);
            List<String> lines = runAndKill(killAfter, run);
            for (String line : lines) {
                Ski ski = Ski.parse(line.substring(line.indexOf(' ') + 1));
                switch (line.charAt(0)) {
                    case '?' -> underWay = Optional.of(ski);
                    case '+' -> trusted.add(ski);
                    case '=' -> used = Long.parseLong(ski.toString(), 16);
                    default -> trusted.remove(ski);
                }
                changes += line.charAt(0) == '?' ? 0 : 1;
            }
            Set<Ski> found = start(run);
            Optional<Ski> open = underWay;
            if (open.isPresent() && found.contains(open.get())) {
                trusted.add(open.get());
            } else if (open.isPresent()) {
                trusted.remove(open.get());
            }
            assertThat(found).as("after kill %d", run).isEqualTo(trusted);
            assertThat(lastUsed(folder)).as("digest after kill %d", run).isBetween(used, used + 1);
        }
        assertThat(changes).isGreaterThan(times);
        assertThat(Files.readString(folder.resolve("data/audit.log")).lines())
                .filteredOn(line -> line.contains("\"trusted\""))
                .hasSizeGreaterThan(trusted.size());
    }

    private static PairingFile pairings(Path folder, Environment environment) throws StartException {
        Storage storage = Storage.silent();
        AuditLog audit = new AuditLog(folder.resolve(AuditLog.FILE), storage, environment.time());
        return PairingFile.open(folder, storage, audit, environment.time());
    }

    /** The digest that was used last, which is a number here; 0 when there is none. */
    private static long lastUsed(Path folder) throws StartException {
        try (Environment environment = Environment.system()) {
            List<UsedDigest> used = pairings(folder, environment).load().used();
            return used.isEmpty() ? 0 : Long.parseLong(used.getLast().hex(), 16);
        }
    }

    /** What a hub finds that starts on these files. */
    private Set<Ski> start(int run) throws Exception {
        try (Environment environment = Environment.system()) {
            HubProgram program = HubProgram.start(
                    HubConfiguration.usual().withPort(0).hidden().withoutConsole(),
                    folder,
                    (_, _) -> {},
                    _ -> {},
                    CryptoProvider.detect(),
                    environment);
            try {
                assertThat(program.identity().warnings())
                        .as("run %d", run)
                        .containsExactly("the hub did not stop in good order the last time: power cut, crash or kill");
                return program.trust().all().stream()
                        .map(TrustStore.TrustedDevice::ski)
                        .collect(Collectors.toCollection(TreeSet::new));
            } finally {
                program.stop();
            }
        }
    }

    private List<String> runAndKill(int afterAcknowledged, int seed) throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        Victim.class.getName(),
                        folder.toString(),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = victim.inputReader(StandardCharsets.UTF_8)) {
            int acknowledged = 0;
            String line = out.readLine();
            while (line != null) {
                lines.add(line);
                acknowledged += line.charAt(0) == '?' ? 0 : 1;
                if (acknowledged == afterAcknowledged) {
                    victim.toHandle().destroyForcibly(); // SIGKILL; unlike the process it leaves the pipe open
                }
                line = out.readLine();
            }
        }
        victim.waitFor();
        assertThat(lines).as("lines of the hub").isNotEmpty();
        // A line that the kill cut off was not said.
        lines.removeIf(line -> line.length() != 2 + 2 * Ski.SIZE_BYTES);
        return lines;
    }

    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * The hub that is killed: says {@code ? SKI} before a change, {@code + SKI} or {@code - SKI} after it, and
     * {@code = NUMBER} after a digest was used.
     */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            Environment environment = Environment.system();
            HubProgram program = HubProgram.start(
                    HubConfiguration.usual().withPort(0).hidden().withoutConsole(),
                    Path.of(arguments[0]),
                    (_, _) -> {},
                    _ -> {},
                    CryptoProvider.detect(),
                    environment);
            Random random = new Random(Long.parseLong(arguments[1]));
            PairingFile pairings = pairings(Path.of(arguments[0]), environment);
            long number = lastUsed(Path.of(arguments[0]));
            while (true) {
                number++;
                String digest = String.format(Locale.ROOT, "%064X", number);
                List<UsedDigest> used = List.of(new UsedDigest("hmacSha256", digest));
                pairings.save(new PairingState(Optional.empty(), List.of(), used));
                System.out.println("= " + String.format(Locale.ROOT, "%040x", number));
                Ski ski = Ski.parse(String.format(Locale.ROOT, "%040x", random.nextInt(12)));
                System.out.println("? " + ski);
                System.out.flush();
                if (program.hub().isTrusted(ski)) {
                    program.forget(ski, DecidedBy.REST);
                    System.out.println("- " + ski);
                } else {
                    program.trust(new TrustStore.TrustedDevice(ski, Optional.empty(), "x"), DecidedBy.REST);
                    System.out.println("+ " + ski);
                }
                System.out.flush();
            }
        }
    }
}
