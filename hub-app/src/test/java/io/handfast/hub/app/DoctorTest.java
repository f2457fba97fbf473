// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Finding.Verdict;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final HubConfiguration HIDDEN =
            HubConfiguration.usual().withPort(0).hidden();

    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();

    @AfterEach
    void close() {
        environment.close();
    }

    private List<Finding> examine(HubConfiguration configuration, Path base) {
        return new Doctor(configuration, base, environment).examine(CryptoProvider.jdk());
    }

    private static Finding of(String subject, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + subject + " in " + findings));
    }

    @Test
    void givenNothingYet_whenExamined_thenWellAndNothingIsMade() {
        Path base = folder.resolve("a/b");
        List<Finding> findings = examine(HIDDEN, base);
        assertThat(findings).noneMatch(finding -> finding.verdict() == Verdict.FAIL);
        assertThat(of("data", findings).text()).endsWith("will be made");
        assertThat(of("identity", findings).text()).startsWith("none yet");
        assertThat(of("crypto", findings).verdict()).isEqualTo(Verdict.WARN);
        assertThat(of("multicast", findings).text()).contains("mdns_enabled");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givenAnIdentity_whenExamined_thenItsSkiItsEndAndWhoMayReadTheKey() throws Exception {
        HubProgram.Identity identity = HubProgram.identity(HIDDEN, folder, environment);
        Path key = folder.resolve(HIDDEN.privateKeyFile());
        assertThat(of("identity", examine(HIDDEN, folder)).text())
                .startsWith("SKI " + identity.node().ski() + ", certificate until ")
                .endsWith("key rw-------");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(examine(HIDDEN, folder))
                .anyMatch(finding -> finding.verdict() == Verdict.WARN
                        && finding.text().contains("others may read the private key"));
        Files.delete(key);
        assertThat(of("identity", examine(HIDDEN, folder)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void givenAPortInUse_whenExamined_thenItSaysWhoHasIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Finding port = of("port", examine(HIDDEN.withPort(taken.getLocalPort()), folder));
            assertThat(port.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(port.text()).startsWith(taken.getLocalPort() + " cannot be used");
            assertThat(port.remedy()).contains("\"port\"");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenAPortOfThisProcess_whenLookedUp_thenFoundByItsId() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
            assertThat(PortCheck.owner(port))
                    .hasValueSatisfying(who -> assertThat(who)
                            .startsWith("process " + ProcessHandle.current().pid() + " ("));
        }
        assertThat(PortCheck.owner(port)).isEmpty();
    }

    @Test
    void givenAHubThatRuns_whenExamined_thenItsLockAndPortAreNoFault() throws Exception {
        try (DataDirectory _ = DataDirectory.open(folder);
                ServerSocket taken = new ServerSocket(0)) {
            List<Finding> findings = examine(HIDDEN.withPort(taken.getLocalPort()), folder);
            assertThat(of("data", findings).text()).endsWith("is used by a hub that runs");
            assertThat(of("port", findings).verdict()).isEqualTo(Verdict.OK);
        }
        assertThat(of("data", examine(HIDDEN, folder)).text()).endsWith("is writable and free");
    }

    @Test
    void givenAFileInTheWay_whenExamined_thenTheDirectoryIsAFault() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(of("data", examine(HIDDEN, file)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void givenAClockThatWasNeverSet_whenExamined_thenAFault() throws Exception {
        VirtualTime time = new VirtualTime();
        time.run(() -> {
            try (Environment far = Environment.of(time, new SeededEntropy(1))) {
                time.pass(Duration.ofDays(365 * 40));
                Doctor doctor = new Doctor(HIDDEN, folder, far);
                assertThat(of("clock", doctor.examine(CryptoProvider.jdk())).verdict())
                        .isEqualTo(Verdict.FAIL);
            }
        });
    }

    @Test
    void givenAnOldJava_whenExamined_thenAFault() {
        assertThat(Doctor.java(21, "21.0.1").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Doctor.java(25, "25.0.3").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void givenAnInterfaceThatIsNotThere_whenConfigured_thenNamed() {
        HubConfiguration.Presence presence = new HubConfiguration.Presence(false, List.of("nosuch0"), "x", List.of());
        List<Finding> findings = MulticastCheck.run(presence, environment);
        assertThat(of("interface", findings).text()).startsWith("nosuch0 is configured and not there");
    }
}
