// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ship-go did before SHIP in a recorded dialogue, one connection after the other, in short words: an alert, a
 * TLS version with its suite, a GET with its path, an HTTP status, the first SHIP message, an end without a word.
 */
final class RecordedBelowShip {
    private static final Pattern FAILED = Pattern.compile("TLS failed: remote error: tls: (.*)");
    private static final Pattern DONE = Pattern.compile("TLS done: TLS (\\S+) (\\S+)");
    private static final Pattern GET = Pattern.compile("(?s)HTTP GET (\\S+) .*");
    private static final Pattern STATUS = Pattern.compile("(?s)HTTP (\\d+) .*");

    private RecordedBelowShip() {}

    /** The words of all records of a file, by id and connection. */
    static Map<String, List<List<String>>> read(String file) {
        Map<String, List<List<String>>> all = new TreeMap<>();
        VectorFile.read(file).forEach(dialogue -> all.put(dialogue.text("id"), words(dialogue)));
        return all;
    }

    private static List<List<String>> words(VectorRecord dialogue) {
        Map<Integer, List<String>> connections = new TreeMap<>();
        Set<Integer> over = new HashSet<>();
        for (VectorRecord event : dialogue.list("events")) {
            int number = event.number("conn").orElse(1);
            word(event).filter(_ -> !over.contains(number)).ifPresent(word -> {
                connections.computeIfAbsent(number, _ -> new ArrayList<>()).add(word);
                if (word.equals("ship")) {
                    over.add(number);
                }
            });
        }
        return List.copyOf(connections.values());
    }

    private static Optional<String> word(VectorRecord event) {
        boolean theirs = event.text("dir").equals("recv");
        String what = event.find("what").orElse("");
        Matcher failed = FAILED.matcher(what);
        if (failed.matches()) {
            return Optional.of("alert-" + failed.group(1).replace(' ', '_'));
        }
        Matcher done = DONE.matcher(what);
        if (done.matches()) {
            return Optional.of(tls(done.group(1), done.group(2)));
        }
        if (theirs && what.startsWith("HTTP")) {
            return Optional.of(http(what));
        }
        if (theirs && event.frame().isPresent()) {
            return Optional.of("ship");
        }
        return event.text("dir").equals("remote") && what.contains("ended") ? Optional.of("end") : Optional.empty();
    }

    /** A version and the part of the suite's name in which those of SHIP differ. */
    static String tls(String version, String suite) {
        return "TLS" + version + "/" + suite.replaceFirst("^TLS_(ECDHE_ECDSA_WITH_)?", "");
    }

    private static String http(String what) {
        Matcher get = GET.matcher(what);
        if (get.matches()) {
            return "GET-" + get.group(1);
        }
        Matcher status = STATUS.matcher(what);
        if (!status.matches()) {
            throw new IllegalArgumentException(what);
        }
        return status.group(1) + (what.contains("Sec-WebSocket-Protocol: ship") ? "-ship" : "");
    }
}
