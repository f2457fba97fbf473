// SPDX-License-Identifier: Apache-2.0
package io.handfast.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the program consists of is said, with its licence: in NOTICE for people, in the SBOM for programs. */
class NoticeTest {
    private static final Pattern LINE = Pattern.compile("^(\\S+-\\d[.\\d]*) {2,}\\S", Pattern.MULTILINE);

    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
    private static final Set<String> UNPUBLISHED =
            Set.of("bom", "cli", "examples", "interop-tests", "console-tests", "benchmarks", "packaging");

    /** Name and version of what others made, without a platform's classifier. */
    private static Set<String> shipped() {
        return Published.programJars().stream()
                .map(Path::getFileName)
                .map(name -> name.toString().replaceAll("(-linux-\\w+)?\\.jar$", ""))
                .filter(name -> !name.startsWith("handfast-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void givenTheProgramsJars_whenComparedWithTheNotice_thenEachIsNamedAndNoOther() throws IOException {
        List<String> named = LINE.matcher(Files.readString(Published.ROOT.resolve("packaging/NOTICE")))
                .results()
                .map(line -> line.group(1))
                .toList();
        assertThat(named).containsExactlyElementsOf(shipped());
    }

    @Test
    void givenTheProgramsJars_whenComparedWithTheSbom_thenEachIsInIt() throws IOException {
        String sbom = Files.readString(Published.ROOT.resolve("cli/target/bom.json"));
        assertThat(sbom).contains("\"bomFormat\" : \"CycloneDX\"", "\"licenses\"");
        for (String name : shipped()) {
            int dash = name.lastIndexOf('-');
            assertThat(sbom).contains("/" + name.substring(0, dash) + "@" + name.substring(dash + 1));
        }
    }

    @Test
    void givenTheBom_whenComparedWithTheLibraries_thenItManagesEachWithOurVersion() throws IOException {
        String bom = Files.readString(Published.ROOT.resolve("bom/pom.xml"));
        for (String library : Published.LIBRARIES) {
            assertThat(bom)
                    .contains("<artifactId>handfast-" + library + "</artifactId><version>" + Published.VERSION + "<");
        }
        assertThat(bom.split("<dependency>", -1)).hasSize(Published.LIBRARIES.size() + 1);
    }

    /** A new module is published, or it is said here that it is not. */
    @Test
    void givenTheModulesOfTheBuild_whenComparedWithTheLibraries_thenNoneIsForgotten() throws IOException {
        List<String> modules = MODULE.matcher(Files.readString(Published.ROOT.resolve("pom.xml")))
                .results()
                .map(line -> line.group(1))
                .filter(module -> !UNPUBLISHED.contains(module))
                .toList();
        assertThat(modules).containsExactlyInAnyOrderElementsOf(Published.LIBRARIES);
    }
}
