// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was said over one connection, as one side saw it. {@link RecordingChannel} makes it, {@link Replay} plays it.
 *
 * <p>On disk it is a line of JSON with an {@code id} and a list of {@code events}, each with {@code dir}
 * ({@code send}, {@code recv}, {@code local}, {@code remote}), {@code t} (seconds as text) and the frame:
 * {@code type} and {@code text} when the message is a type byte and text in UTF-8, else {@code hex}; pings, pongs,
 * close frames and remarks in words in {@code what}. Members beyond these are skipped when read.
 *
 * @param id what to call it
 * @param entries in the order in which they happened
 */
public record Transcript(String id, List<Entry> entries) {
    /** Who did something. */
    public enum Direction {
        /** A frame of this side. */
        SEND,
        /** A frame of the peer. */
        RECV,
        /** Something else that happened here. */
        LOCAL,
        /** Something else that the peer did. */
        REMOTE;

        Direction turned() {
            return switch (this) {
                case SEND -> RECV;
                case RECV -> SEND;
                case LOCAL -> REMOTE;
                case REMOTE -> LOCAL;
            };
        }
    }

    /**
     * One event.
     *
     * @param at time since the connection began, not negative
     * @param direction who did it
     * @param connection which one of several, counted from 1
     * @param frame what was said; empty when it is only told about
     * @param what words for people, may be empty
     */
    public record Entry(Duration at, Direction direction, int connection, Optional<Frame> frame, String what) {
        /** Checks the ranges. */
        public Entry {
            if (at.isNegative()) {
                throw new IllegalArgumentException("at is negative: " + at);
            }
            if (connection < 1) {
                throw new IllegalArgumentException("connection is below 1: " + connection);
            }
            if (frame.isPresent() && (direction == Direction.LOCAL || direction == Direction.REMOTE)) {
                throw new IllegalArgumentException("a frame is sent or received");
            }
        }

        /**
         * A frame.
         *
         * @param at time since the connection began
         * @param direction {@code SEND} or {@code RECV}
         * @param frame what was said
         * @return the event
         */
        public static Entry of(Duration at, Direction direction, Frame frame) {
            return new Entry(at, direction, 1, Optional.of(frame), "");
        }

        /**
         * A remark.
         *
         * @param at time since the connection began
         * @param direction whose
         * @param what words for people
         * @return the event
         */
        public static Entry remark(Duration at, Direction direction, String what) {
            return new Entry(at, direction, 1, Optional.empty(), what);
        }
    }

    /** Keeps the entries from changing. */
    public Transcript {
        entries = List.copyOf(entries);
    }

    /**
     * The same dialogue as the other side saw it.
     *
     * @return sent and received exchanged, times as they are
     */
    public Transcript turned() {
        return new Transcript(
                id,
                entries.stream()
                        .map(it -> new Entry(it.at(), it.direction().turned(), it.connection(), it.frame(), it.what()))
                        .toList());
    }

    /**
     * One of several connections of one record.
     *
     * @param number counted from 1
     * @return its entries alone
     */
    public Transcript connection(int number) {
        return new Transcript(
                id, entries.stream().filter(it -> it.connection() == number).toList());
    }

    /**
     * Reads a line.
     *
     * @param line a JSON object
     * @return what it tells
     * @throws IllegalArgumentException when it is not of the form above
     */
    public static Transcript parse(String line) {
        return TranscriptLine.parse(line);
    }

    /**
     * The form on disk.
     *
     * @return one line without its end
     */
    public String line() {
        return TranscriptLine.of(this);
    }

    /**
     * Reads a file.
     *
     * @param file in UTF-8, one transcript per line
     * @return all of them
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when a line is not of the form above
     */
    public static List<Transcript> readAll(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(Transcript::parse)
                .toList();
    }

    /**
     * Writes a file, in place of what was there.
     *
     * @param file where
     * @param transcripts a line each
     * @throws IOException when it cannot be written
     */
    public static void writeAll(Path file, List<Transcript> transcripts) throws IOException {
        StringBuilder text = new StringBuilder();
        transcripts.forEach(transcript -> text.append(transcript.line()).append('\n'));
        Files.writeString(file, text);
    }
}
