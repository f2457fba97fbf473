// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.examples.ReadDeviceDiscovery;
import io.handfast.testkit.Programs;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application of ours on our hub, and eebus-go as the device: what stands on SHIP understands each other. */
@Tag("interop")
@Timeout(300)
class LiveEebusGoTest {
    @Test
    void givenEebusGo_whenItsDiscoveryIsRead_thenItsEntitiesArePrinted() throws Exception {
        try (GoPeer device = GoPeers.eebusGo().start()) {
            device.autoAccept(true);
            Process example = start("127.0.0.1", Integer.toString(device.port()), device.ski());
            try (BufferedReader said = example.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = said.lines().toList();

                System.out.println(String.join(System.lineSeparator(), lines));
                assertThat(lines)
                        .containsExactly(
                                "connected with eebusgo-2026-interop",
                                "entity [0] DeviceInformation",
                                "entity [1] CEM",
                                "entity [2] GridGuard");
                assertThat(example.waitFor()).isZero();
            } finally {
                example.destroyForcibly();
            }
            device.await(PeerEvent.Disconnected.class, _ -> true, GoPeer.PATIENCE);
        }
    }

    private static Process start(String... arguments) throws IOException {
        String classPath = Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                ReadDeviceDiscovery.class.getName());
        return Programs.start(
                new ProcessBuilder(Stream.concat(command, Stream.of(arguments)).toList())
                        .redirectError(ProcessBuilder.Redirect.INHERIT));
    }
}
