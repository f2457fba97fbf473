// SPDX-License-Identifier: Apache-2.0
package io.handfast.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the build left that others get. */
final class Published {
    static final String VERSION = "0.1.0";
    static final Path ROOT = root();
    /** The libraries; {@code cli} is a program. */
    static final List<String> LIBRARIES = List.of(
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
            "decred-peer");

    private Published() {}

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }

    /** A library's jar, or with {@code -sources} what goes with it. */
    static Path jar(String library, String classifier) {
        return ROOT.resolve(library).resolve("target/handfast-" + library + "-" + VERSION + classifier + ".jar");
    }

    static ModuleDescriptor descriptor(String library) {
        return ModuleFinder.of(jar(library, "")).findAll().iterator().next().descriptor();
    }

    /** The jars of the program, its own and those of others. */
    static List<Path> programJars() {
        try (Stream<Path> files = Files.list(ROOT.resolve("cli/target/lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
