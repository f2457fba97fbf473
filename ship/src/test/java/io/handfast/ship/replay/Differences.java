// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.ship.replay.Recording.Line;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of deliberate differences, such as {@code replay-differences.txt}. */
public final class Differences {
    /** How far two ends may be apart in time and still do the same. */
    private static final Duration TOLERANCE = Duration.ofMillis(250);

    /**
     * One row.
     *
     * @param place whose place ours takes
     * @param year of the generation, several joined by commas, or a star
     * @param id of the record without its generation; with a slash and the number when it is about one connection
     * @param reason why ours acts otherwise
     * @param theirs what the recorded end did from there on, in short words
     * @param ours what ours does from there on, each with its second
     */
    public record Difference(
            Place place, String year, String id, Reason reason, List<String> theirs, List<String> ours) {
        private boolean isAbout(Recording recording, Place where) {
            String connection = recording.shortId() + "/" + recording.number();
            return isAbout(recording.year(), recording.shortId(), where)
                    || isAbout(recording.year(), connection, where);
        }

        private boolean isAbout(String generation, String what, Place where) {
            return place == where
                    && id.equals(what)
                    && (year.equals("*") || List.of(year.split(",", -1)).contains(generation));
        }
    }

    private final List<Difference> rows;

    private Differences(List<Difference> rows) {
        this.rows = rows;
    }

    /** Reads a table from the test resources. */
    public static Differences read(String file) throws IOException {
        try (InputStream in = Differences.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return new Differences(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Differences::row)
                    .toList());
        }
    }

    private static Difference row(String line) {
        String[] key = line.split(" +", 5);
        String[] tails = key[4].split(" => ", -1);
        return new Difference(
                Place.valueOf(key[0]), key[1], key[2], Reason.valueOf(key[3]), words(tails[0]), words(tails[1]));
    }

    private static List<String> words(String tail) {
        return tail.equals("nothing") ? List.of() : List.of(tail.split(" ", -1));
    }

    /** All rows. */
    public List<Difference> rows() {
        return rows;
    }

    /** The row about a connection. */
    public Optional<Difference> about(Recording recording, Place place) {
        return single(rows.stream().filter(row -> row.isAbout(recording, place)).toList());
    }

    /** The row about a whole record. */
    public Optional<Difference> about(String year, String shortId, Place place) {
        return single(
                rows.stream().filter(row -> row.isAbout(year, shortId, place)).toList());
    }

    private static Optional<Difference> single(List<Difference> found) {
        if (found.size() > 1) {
            throw new IllegalArgumentException("more than one row: " + found);
        }
        return found.stream().findFirst();
    }

    /** How many lines from the beginning are the same: word for word, and at about the same time. */
    public static int common(List<Line> theirs, List<Line> ours) {
        int count = 0;
        while (count < theirs.size() && count < ours.size() && same(theirs.get(count), ours.get(count))) {
            count++;
        }
        return count;
    }

    private static boolean same(Line theirs, Line ours) {
        return theirs.what().equals(ours.what()) && isNear(theirs.at(), ours.at());
    }

    private static boolean isNear(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(TOLERANCE) <= 0;
    }

    /** In the words of the table. */
    public static List<String> shortly(List<Line> lines) {
        return lines.stream().map(line -> shortly(line.what())).toList();
    }

    /** Ours with its seconds, those of the row where they are near enough. */
    public static List<String> shortly(List<Line> lines, List<String> expected) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String word = shortly(line.what());
            String wanted = i < expected.size() ? expected.get(i) : "";
            int at = wanted.indexOf('@');
            boolean near = at > 0 && isNear(Event.seconds(wanted.substring(at + 1)), line.at());
            words.add(word.equals("open") ? word : word + "@" + (near ? wanted.substring(at + 1) : seconds(line.at())));
        }
        return words;
    }

    private static String seconds(Duration at) {
        return "%.2f".formatted(at.toMillis() / 1e3);
    }

    private static String shortly(String what) {
        if (what.startsWith("2 {'data'")) {
            return "data";
        }
        if (what.startsWith("{'accessMethods':[{'id'")) {
            return "access";
        }
        if (what.startsWith("3 {'connectionClose':[{'phase':'announce'")) {
            return "goodbye";
        }
        String hello = what.replaceAll("^\\{'connectionHello':\\[\\{'phase':'(\\w+)'}(,\\{'waiting':\\*})?]}$", "$1");
        return switch (hello) {
            case "hex 0000" -> "init";
            case "{'connectionHello':[{'phase':'pending'},{'prolongationRequest':true}]}" -> "ask";
            case "{'connectionPinState':[{'pinState':'none'}]}" -> "pin-none";
            case "{'accessMethodsRequest':[]}" -> "request";
            case "3 {'connectionClose':[{'phase':'confirm'}]}" -> "confirm";
            default ->
                hello.replaceAll("^\\{'messageProtocolHandshakeError':\\[\\{'error':(\\d)}]}$", "error-$1")
                        .replaceAll("^\\{'messageProtocolHandshake':\\[\\{'handshakeType':'(\\w+)'}.*", "$1")
                        .replaceAll("^close (\\d+)$", "close-$1");
        };
    }
}
