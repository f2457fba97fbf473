// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.scene.Wire;
import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One recorded connection.
 *
 * @param id of its record
 * @param number 1 and up when the record holds several
 * @param shipGo ship-go's role on it
 * @param events in the order in which the probe saw them
 * @param states ship-go's numbers without repeats; empty when the record holds several connections
 */
public record Recording(String id, int number, Role shipGo, List<Event> events, List<Integer> states) {
    private static final Pattern FRAGMENTS = Pattern.compile("next message goes in fragments of (\\d+) bytes");

    /**
     * What one end did, in words.
     *
     * @param at when
     * @param what as {@link Wire#shown(Frame)}, the times that hellos announce replaced by a star
     */
    public record Line(Duration at, String what) {
        @Override
        public String toString() {
            return "%.3f %s".formatted(at.toNanos() / 1e9, what);
        }
    }

    /** The connections of all records of a file, by record. */
    public static Map<String, List<Recording>> read(String file) {
        Map<String, List<Recording>> all = new TreeMap<>();
        for (VectorRecord dialogue : VectorFile.read(file)) {
            String id = dialogue.text("id");
            all.put(id, connections(id, dialogue));
        }
        return all;
    }

    private static List<Recording> connections(String id, VectorRecord dialogue) {
        Map<Integer, List<Event>> events = new TreeMap<>();
        Map<Integer, Role> roles = new TreeMap<>();
        Role usual = dialogue.text("role").equals("client") ? Role.CLIENT : Role.SERVER;
        Optional<Integer> fragmentBytes = Optional.empty();
        for (VectorRecord event : dialogue.list("events")) {
            int number = event.number("conn").orElse(1);
            Optional<Event> known = Event.of(event);
            if (known.isPresent()) {
                Optional<Event> fragmented = fragmentBytes.map(known.get()::inFragments);
                events.computeIfAbsent(number, _ -> new ArrayList<>()).add(fragmented.orElse(known.get()));
            }
            fragmentBytes = fragmentBytes(event);
            roles.putIfAbsent(number, usual);
            if (event.find("what").orElse("").startsWith("HTTP GET")) {
                roles.put(number, Role.CLIENT); // where both dial, who asks for the upgrade is the client
            }
        }
        List<Integer> states = events.size() == 1 ? withoutRepeats(dialogue.numbers("ship_go_states")) : List.of();
        return events.entrySet().stream()
                .map(entry -> new Recording(
                        id,
                        entry.getKey(),
                        roles.getOrDefault(entry.getKey(), usual),
                        List.copyOf(entry.getValue()),
                        states))
                .toList();
    }

    /** The probe said so before it sent a message in fragments. */
    private static Optional<Integer> fragmentBytes(VectorRecord event) {
        Matcher remark = FRAGMENTS.matcher(event.find("what").orElse(""));
        return remark.matches() ? Optional.of(Integer.valueOf(remark.group(1))) : Optional.empty();
    }

    /** ship-go logs some states twice; and an error after the end of a complete session. */
    private static List<Integer> withoutRepeats(List<Integer> states) {
        List<Integer> result = new ArrayList<>();
        for (int state : states) {
            boolean afterwards = state == 39 && result.contains(38);
            if (!afterwards && (result.isEmpty() || result.getLast() != state)) {
                result.add(state);
            }
        }
        return List.copyOf(result);
    }

    /** The id without the generation, as tables use it. */
    public String shortId() {
        return id.replaceFirst("^shipgo-20\\d\\d-", "");
    }

    /** Whether SHIP was spoken on it, or could have been. */
    public boolean isShip() {
        return start().isPresent() && events.stream().noneMatch(event -> event.act() instanceof Event.Refused);
    }

    /** The generation: 2024, 2025 or 2026. */
    public String year() {
        return id.substring("shipgo-".length(), "shipgo-2024".length());
    }

    /** When the upgrade was over. */
    public Optional<Duration> start() {
        return events.stream()
                .filter(event -> event.act() instanceof Event.Upgraded)
                .map(Event::at)
                .findFirst();
    }

    /** When the last thing happened. */
    public Duration end() {
        return events.getLast().at();
    }

    /** The role that one end has. */
    public Role role(Place place) {
        return place == Place.SHIP_GO ? shipGo : shipGo == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }

    /** What one end sent, with the text of control messages. */
    public List<Line> messages(Place by) {
        return lines(by).stream()
                .filter(line -> !line.what().startsWith("close") && !line.what().equals("end"))
                .toList();
    }

    /** What one end did that the other could see, pings and its own pongs aside. */
    public List<Line> lines(Place by) {
        List<Line> lines = new ArrayList<>();
        boolean over = false;
        for (Event event : events) {
            boolean ending = !event.isSent() || isClose(event);
            if (event.by() == by && !over) {
                words(event).ifPresent(what -> lines.add(new Line(event.at(), what)));
            }
            over |= ending && !(event.act() instanceof Event.Upgraded) && !(isClose(event) && event.by() != by);
        }
        return lines;
    }

    private static boolean isClose(Event event) {
        return event.act() instanceof Event.Sent(Frame.Close _);
    }

    private static Optional<String> words(Event event) {
        return switch (event.act()) {
            case Event.Sent(Frame.Ping _) -> Optional.empty();
            case Event.Sent(Frame frame) -> Optional.of(normal(Wire.shown(frame)));
            case Event.Gone _ -> Optional.of("end");
            case Event.GoneWithLostClose _ -> Optional.of("close 4001");
            default -> Optional.empty();
        };
    }

    /** How long somebody goes on waiting is his own affair. */
    public static String normal(String shown) {
        return shown.replaceAll("'waiting':\\d+", "'waiting':*");
    }
}
