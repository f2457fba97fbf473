// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import static io.handfast.interop.Handfast.text;

import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of the command as a process against a stand.
 *
 * @param rows what it found out, in its order
 * @param version what was tested
 * @param hook what was done at the device
 */
record Trial(List<Row> rows, String version, List<String> hook) {
    /**
     * One case.
     *
     * @param name its identifier
     * @param verdict the word
     * @param tookMs how long it took
     * @param title what it demands
     * @param detail what was expected and what came, or why there is no verdict
     */
    record Row(String name, String verdict, long tookMs, String title, String detail) {
        static Row of(Map<String, JsonTree.Node> object) {
            String expected = text(object, "expected");
            String detail = expected.isEmpty()
                    ? text(object, "reason")
                    : "expected " + expected + ", got " + text(object, "got");
            return new Row(
                    text(object, "case"),
                    text(object, "verdict"),
                    Long.parseLong(text(object, "tookMs")),
                    text(object, "title"),
                    detail);
        }
    }

    /** Runs the cases named by more arguments, or all; blocks until the command has told its summary. */
    static Trial run(Stand stand, Path folder, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "ship",
                "conformance",
                "127.0.0.1:" + stand.port(),
                "--json",
                "--no-mdns",
                "--listen",
                "0",
                "--identity",
                folder.toString()));
        arguments.addAll(stand.facts());
        arguments.addAll(List.of(more));
        List<Row> rows = new ArrayList<>();
        try (Hook hook = new Hook(folder, stand)) {
            arguments.add("--hook");
            arguments.add(hook.command());
            try (Handfast command = Handfast.start(folder, arguments.toArray(String[]::new))) {
                command.await(object -> {
                    if (object.containsKey("case")) {
                        rows.add(Row.of(object));
                    }
                    return text(object, "event").equals("summary");
                });
            }
            return new Trial(rows, stand.version(), hook.end());
        }
    }
}
