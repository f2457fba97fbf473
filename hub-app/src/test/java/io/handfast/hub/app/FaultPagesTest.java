// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of faults and of users' problems name tests that exist, in whatever module, and leave none out. */
class FaultPagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TESTED = Pattern.compile("^\\| ([^|]+) \\| .*\\| `(\\w+)\\.(\\w+)` \\|$");
    /** What users saw that is spoken on top of SHIP. */
    private static final Set<String> ABOVE_SHIP = Set.of("U32", "U33", "U34", "U35", "U36");

    private static List<String> lines(String page) throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/protocol").resolve(page)).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| fault |") && !line.startsWith("| problem |"))
                .toList();
    }

    private static List<MatchResult> tested(String page) throws IOException {
        return lines(page).stream()
                .flatMap(line -> TESTED.matcher(line).results())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"faults.md", "user-problems.md"})
    void givenEachRow_whenItsTestIsLookedUp_thenItExists(String page) throws Exception {
        List<MatchResult> rows = tested(page);
        assertThat(rows).hasSizeGreaterThan(30);
        for (MatchResult row : rows) {
            assertThat(sources(row.group(2) + ".java"))
                    .as("%s.%s", row.group(2), row.group(3))
                    .anyMatch(source -> source.contains("void " + row.group(3) + "("));
        }
    }

    @Test
    void givenTheFaults_whenCounted_thenEachRowHasATest() throws Exception {
        assertThat(tested("faults.md")).hasSameSizeAs(lines("faults.md"));
    }

    @Test
    void givenTheProblems_whenCounted_thenNoneIsLeftOutAndOnlyThoseAboveShipHaveNoTest() throws Exception {
        Set<String> named = tested("user-problems.md").stream()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = Stream.concat(numbered("U", 40), numbered("P", 10)).collect(Collectors.toSet());
        wanted.removeAll(ABOVE_SHIP);
        assertThat(named).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(lines("user-problems.md").stream().filter(line -> line.endsWith("| - |")))
                .hasSize(ABOVE_SHIP.size())
                .allSatisfy(line -> assertThat(ABOVE_SHIP).contains(line.substring(2, line.indexOf(" |"))));
    }

    private static Stream<String> numbered(String letter, int most) {
        return IntStream.rangeClosed(1, most).mapToObj(number -> letter + number);
    }

    private static List<String> sources(String name) throws IOException {
        List<Path> folders;
        try (Stream<Path> modules = Files.list(ROOT)) {
            folders = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        List<String> found = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(path -> path.endsWith(name)).toList()) {
                    found.add(Files.readString(file));
                }
            }
        }
        return found;
    }
}
