// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that measures, ours or a Go program, in a process of its own: one line of JSON for each result. */
final class Child {
    private Child() {}

    /** What is done with a result. */
    @FunctionalInterface
    interface Reader {
        void read(Map<String, JsonTree.Node> members) throws IOException;
    }

    /** The command that starts a program of ours on this program's classes. */
    static List<String> java(List<String> flags, String main, List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), flags, List.of("-cp", System.getProperty("java.class.path"), main), arguments)
                .flatMap(List::stream)
                .toList();
    }

    /** The command that starts a Go program. */
    static List<String> go(Path program, List<String> arguments) {
        return Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
    }

    /** Runs it to its end, which has to be a good one; its errors go where this program's go. */
    static void run(List<String> command, Reader reader) throws IOException, InterruptedException, JsonTree.NotJson {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                reader.read(JsonTree.read(line).members());
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("ended with " + process.exitValue() + ": " + String.join(" ", command));
        }
    }

    /** A member that a result has to have. */
    static Object value(Map<String, JsonTree.Node> members, String name) throws IOException {
        JsonTree.Node node = members.get(name);
        if (node == null || node.value() == null) {
            throw new IOException("a result without " + name);
        }
        return node.value();
    }
}
