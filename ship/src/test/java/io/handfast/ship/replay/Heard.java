// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.replay.Recording.Line;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one of our sides did in the place of one end of a recorded connection, in the words of
 * {@link Recording#lines}: what was not recorded of the recorded end is left out.
 *
 * @param recording the connection
 * @param place whose place ours took
 * @param sent everything that was sent, by both ends
 */
public record Heard(Recording recording, Place place, List<Pipe.Sent> sent) {
    private static final Duration TOGETHER = Duration.ofMillis(30);
    private static final Duration CLOSE_GRACE = Duration.ofMillis(600);

    private Role role() {
        return recording.role(place);
    }

    /** What our side sent, and {@code end} when it ended without a close frame at {@code over}. */
    public List<Line> untilEnd(Duration over, boolean peerHadEnded) {
        List<Line> lines = said();
        boolean farewell = lines.stream().anyMatch(line -> line.what().startsWith("close "));
        boolean answered =
                sent.stream().anyMatch(entry -> entry.from() != role() && entry.frame() instanceof Frame.Close);
        if (!farewell && !answered && !peerHadEnded) {
            lines.add(new Line(over, "end"));
        }
        return lines;
    }

    /** What our side sent; goes on for ever. */
    public List<Line> open(Duration now) {
        List<Line> lines = said();
        lines.add(new Line(now, "open"));
        return lines;
    }

    private List<Line> said() {
        List<Line> lines = new ArrayList<>();
        boolean peerEnded = false;
        for (Pipe.Sent entry : sent) {
            if (entry.from() != role()) {
                peerEnded |= entry.frame() instanceof Frame.Close;
            } else if (isWorthSaying(entry, peerEnded)) {
                lines.add(new Line(entry.at(), Recording.normal(Wire.shown(entry.frame()))));
            }
        }
        return lines;
    }

    /** The probe's own pongs and its answers to close frames were not recorded. */
    private boolean isWorthSaying(Pipe.Sent entry, boolean peerEnded) {
        return switch (entry.frame()) {
            case Frame.Message _ -> true;
            case Frame.Ping _ -> false;
            case Frame.Pong _ -> place == Place.SHIP_GO;
            case Frame.Close _ -> place == Place.SHIP_GO || !(peerEnded || closesToo(entry.at()));
        };
    }

    /**
     * Who closes is chance when both do so after the same second; and after an announced end ours does so at the
     * confirmation, when the probe still waited for ship-go's close frame.
     */
    private boolean closesToo(Duration at) {
        boolean announced = sent.stream()
                .filter(entry -> entry.from() == role())
                .map(entry -> Wire.shown(entry.frame()))
                .anyMatch(what -> what.startsWith("3 {'connectionClose'") && what.contains("announce"));
        return recording.events().stream()
                .filter(event -> event.by() != place && event.act() instanceof Event.Sent(Frame.Close _))
                .anyMatch(event -> event.at().minus(at).abs().compareTo(announced ? CLOSE_GRACE : TOGETHER) < 0);
    }
}
