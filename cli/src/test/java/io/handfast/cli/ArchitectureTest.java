// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the poms cannot hold: clock, randomness, locks, statics, and who knows which library. */
class ArchitectureTest {
    private static final Path ROOT = projectRoot();
    private static final List<String> MODULES = List.of(
            "engine",
            "testkit",
            "crypto",
            "tls",
            "websocket",
            "ship",
            "ship-hub",
            "ship-conformance",
            "hub-app",
            "decred-wire",
            "decred-peer",
            "cli");
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .importLocations(MODULES.stream()
                    .map(module -> Location.of(ROOT.resolve(module).resolve("target/classes")))
                    .toList());

    static Path projectRoot() {
        Path module = Path.of("").toAbsolutePath();
        return Stream.iterate(module, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyModuleWasLookedAt() {
        assertThat(PRODUCT).hasSizeGreaterThan(100);
        for (String module : MODULES) {
            assertThat(ROOT.resolve(module).resolve("target/classes")).isDirectory();
        }
    }

    @Test
    void timeComesFromTheEngineAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.handfast.engine.time.SystemTime")
                .and()
                .resideOutsideOfPackage("io.handfast.testkit..") // its watchdog watches real time
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .check(PRODUCT);
    }

    @Test
    void randomnessComesFromTheEngineAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.handfast.engine.Entropy")
                .should()
                .callConstructor(java.security.SecureRandom.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .check(PRODUCT);
    }

    @Test
    void threadsStartInTheEngineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.handfast.engine..", "io.handfast.testkit..")
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "start")
                .check(PRODUCT);
    }

    @Test
    void noStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(PRODUCT);
    }

    @Test
    void nobodySynchronizesAndLocksStayInTheEngine() {
        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.handfast.engine..", "io.handfast.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .check(PRODUCT);
    }

    @Test
    void theEngineKnowsNoTlsAndNoProtocol() {
        noClasses()
                .that()
                .resideInAPackage("io.handfast.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javax.net.ssl..",
                        "org.bouncycastle..",
                        "io.handfast.tls..",
                        "io.handfast.websocket..",
                        "io.handfast.ship..",
                        "io.handfast.decred..")
                .check(PRODUCT);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.handfast.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(PRODUCT);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(PRODUCT);
        noClasses() // the web's TLS, for a seeder behind a proxy; that of SHIP is Bouncy Castle's
                .that()
                .doNotHaveFullyQualifiedName("io.handfast.decred.address.ProxiedWeb")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.net.ssl..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.handfast.hub.app.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.net.httpserver..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.handfast.hub.app.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.prometheus..")
                .check(PRODUCT);
    }

    @Test
    void theHandshakePhasesDoNotKnowThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.handfast.ship.cmi..",
                        "io.handfast.ship.hello..",
                        "io.handfast.ship.protocol..",
                        "io.handfast.ship.pin..",
                        "io.handfast.ship.access..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .check(PRODUCT);
    }

    @Test
    void sourceFilesStayReadable() throws IOException {
        List<String> tooLong;
        try (Stream<Path> files = Files.walk(ROOT)) {
            tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .filter(file -> lines(file) > 400)
                    .map(file -> ROOT.relativize(file) + ": " + lines(file))
                    .toList();
        }
        assertThat(tooLong).isEmpty();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
