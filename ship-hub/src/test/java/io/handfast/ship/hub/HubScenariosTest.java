// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of scenarios names tests that exist, in whatever module, and leaves none out. */
class HubScenariosTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| [^|]+ \\| `(\\w+)\\.(\\w+)` \\|$");

    private static List<MatchResult> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/protocol/hub-scenarios.md")).stream()
                .flatMap(line -> ROW.matcher(line).results())
                .toList();
    }

    @Test
    void givenThePage_whenCounted_thenNoScenarioIsLeftOut() throws Exception {
        Set<String> named = rows().stream().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).containsAll(numbered("N", 35)).containsAll(numbered("E", 14));
        long lines;
        try (Stream<String> all = Files.lines(ROOT.resolve("docs/protocol/hub-scenarios.md"))) {
            lines = all.filter(line -> line.startsWith("| ") && !line.startsWith("| scenario"))
                    .count();
        }
        assertThat(rows()).as("rows with a test").hasSize((int) lines);
        System.out.println("hub scenarios: " + named.size() + ", in " + rows().size() + " rows");
    }

    @Test
    void givenEachRow_whenItsTestIsLookedUp_thenItExists() throws Exception {
        for (MatchResult row : rows()) {
            List<Path> files = sources(row.group(2) + ".java");
            assertThat(files).as(row.group(2)).isNotEmpty();
            boolean there = false;
            for (Path file : files) {
                there |= Files.readString(file).contains("void " + row.group(3) + "(");
            }
            assertThat(there).as("%s.%s", row.group(2), row.group(3)).isTrue();
        }
    }

    /** What the page for those who come from ship-go names is there. */
    @Test
    void givenThePageOfFunctions_whenTheyAreLookedUp_thenTheyExist() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/how-to/ship-go-api.md"));
        List<MatchResult> functions = Pattern.compile("(ShipHub|DeviceStatus|ShipPeer|HubApplication)\\.(\\w+)")
                .matcher(page)
                .results()
                .toList();
        assertThat(functions).hasSizeGreaterThan(20);
        for (MatchResult function : functions) {
            Class<?> type = Class.forName("io.handfast.ship.hub." + function.group(1));
            assertThat(type.getMethods())
                    .as(function.group())
                    .anyMatch(method -> method.getName().equals(function.group(2)));
        }
    }

    private static List<String> numbered(String letter, int most) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(number -> letter + number)
                .toList();
    }

    private static List<Path> sources(String name) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> tests = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            Stream.Builder<Path> found = Stream.builder();
            for (Path folder : tests) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.getFileName().toString().equals(name))
                            .forEach(found::add);
                }
            }
            return found.build().toList();
        }
    }
}
