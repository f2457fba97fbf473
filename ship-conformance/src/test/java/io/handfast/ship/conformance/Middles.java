// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Frame;
import io.handfast.ship.conformance.Flaw.Middle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Men in the middle, a new one for each connection. What they look for is a message as the trace shows it. */
final class Middles {
    private Middles() {}

    private static boolean is(Predicate<String> wish, Frame frame) {
        return frame instanceof Frame.Message(byte[] bytes) && wish.test(CaseTrace.shown(bytes));
    }

    private static Predicate<String> has(String part) {
        return text -> text.contains(part);
    }

    /** The device's messages with other text. */
    static Supplier<Middle> replacing(String part, String other) {
        return () -> new Middle() {
            @Override
            public List<Frame> fromDevice(Frame frame) {
                if (!is(has(part), frame)) {
                    return List.of(frame);
                }
                String text = new String(((Frame.Message) frame).bytes(), StandardCharsets.UTF_8);
                return List.of(new Frame.Message(text.replace(part, other).getBytes(StandardCharsets.UTF_8)));
            }
        };
    }

    /** Without some of the device's messages. */
    static Supplier<Middle> without(String part) {
        return () -> new Middle() {
            @Override
            public List<Frame> fromDevice(Frame frame) {
                return is(has(part), frame) ? List.of() : List.of(frame);
            }
        };
    }

    /** Without some of the device's messages, and without its end after one of them. */
    static Supplier<Middle> hangingInsteadOf(String part) {
        return () -> new Middle() {
            private boolean hangs;

            @Override
            public List<Frame> fromDevice(Frame frame) {
                hangs |= is(has(part), frame);
                return hangs ? List.of() : List.of(frame);
            }

            @Override
            public boolean hidesEnd() {
                return hangs;
            }
        };
    }

    /** Says something and then nothing more, and does not end. */
    static Supplier<Middle> hangingBehind(String part) {
        return () -> new Middle() {
            private boolean hangs;

            @Override
            public List<Frame> fromDevice(Frame frame) {
                boolean before = hangs;
                hangs |= is(has(part), frame);
                return before ? List.of() : List.of(frame);
            }

            @Override
            public boolean hidesEnd() {
                return hangs;
            }
        };
    }

    /** The client's selection with another version number; its announcement as it is. */
    static Supplier<Middle> echoing(String minor) {
        return () -> new Middle() {
            private final Middle changing = replacing("{\"minor\":0}", minor).get();

            @Override
            public List<Frame> fromDevice(Frame frame) {
                return is(has("\"select\""), frame) ? changing.fromDevice(frame) : List.of(frame);
            }
        };
    }

    /** Never ends a connection. */
    static Supplier<Middle> neverEnding() {
        return () -> new Middle() {
            @Override
            public boolean hidesEnd() {
                return true;
            }
        };
    }

    /** Does not hear some of the tester's messages. */
    static Supplier<Middle> deafTo(Predicate<String> testers) {
        return () -> new Middle() {
            @Override
            public List<Frame> toDevice(Frame frame) {
                return is(testers, frame) ? List.of() : List.of(frame);
            }
        };
    }

    /** Says nothing and does not end after one of the tester's messages. */
    static Supplier<Middle> hangingAfter(Predicate<String> testers) {
        return () -> new Middle() {
            private volatile boolean hangs;

            @Override
            public List<Frame> toDevice(Frame frame) {
                hangs |= is(testers, frame);
                return List.of(frame);
            }

            @Override
            public List<Frame> fromDevice(Frame frame) {
                return hangs ? List.of() : List.of(frame);
            }

            @Override
            public boolean hidesEnd() {
                return hangs;
            }
        };
    }

    /** Says nothing after one of the tester's messages, but ends. */
    static Supplier<Middle> silentAfter(String testers) {
        return () -> new Middle() {
            private boolean silent;

            @Override
            public List<Frame> toDevice(Frame frame) {
                silent |= is(testers::equals, frame);
                return List.of(frame);
            }

            @Override
            public List<Frame> fromDevice(Frame frame) {
                return silent && frame instanceof Frame.Message ? List.of() : List.of(frame);
            }
        };
    }

    /** Takes a wrong connection mode for the right one. */
    static Supplier<Middle> taking(String wrong) {
        return () -> new Middle() {
            @Override
            public List<Frame> toDevice(Frame frame) {
                return List.of(is(wrong::equals, frame) ? new Frame.Message(new byte[] {0, 0}) : frame);
            }
        };
    }

    /** Loses a ready unless a pending came before. */
    static Supplier<Middle> losingFirstReady() {
        return () -> new Middle() {
            private boolean pending;

            @Override
            public List<Frame> toDevice(Frame frame) {
                pending |= is(has("\"pending\""), frame);
                return is(has("\"ready\""), frame) && !pending ? List.of() : List.of(frame);
            }
        };
    }

    /** Does not hear a request for access methods that comes right behind data. */
    static Supplier<Middle> losingRequestAfterData() {
        return () -> new Middle() {
            private boolean afterData;

            @Override
            public List<Frame> toDevice(Frame frame) {
                boolean lost = afterData && is(has("accessMethodsRequest"), frame);
                afterData = is(has("{\"data\""), frame);
                return lost ? List.of() : List.of(frame);
            }
        };
    }

    /** Drops data until it knows the tester's SHIP ID. */
    static Supplier<Middle> droppingEarlyData() {
        return () -> new Middle() {
            private boolean known;

            @Override
            public List<Frame> toDevice(Frame frame) {
                known |= is(has("\"accessMethods\""), frame);
                return !known && is(has("{\"data\""), frame) ? List.of() : List.of(frame);
            }
        };
    }

    /** Answers the tester's request for access methods when its own has been answered. */
    static Supplier<Middle> answeringAfterOwn() {
        return () -> new Middle() {
            private final List<Frame> held = new ArrayList<>();
            private boolean known;

            @Override
            public List<Frame> toDevice(Frame frame) {
                if (!known && is(has("accessMethodsRequest"), frame)) {
                    held.add(frame);
                    return List.of();
                }
                List<Frame> passed = new ArrayList<>(List.of(frame));
                if (is(has("\"accessMethods\""), frame)) {
                    known = true;
                    passed.addAll(held);
                    held.clear();
                }
                return passed;
            }
        };
    }

    /** Does not hear requests for access methods while a read of its own is open. */
    static Supplier<Middle> deafWhileReading() {
        return () -> new Middle() {
            private volatile boolean reading;

            @Override
            public List<Frame> fromDevice(Frame frame) {
                reading |= is(has("\"read\""), frame);
                return List.of(frame);
            }

            @Override
            public List<Frame> toDevice(Frame frame) {
                reading &= !is(has("msgCounterReference"), frame);
                return reading && is(has("accessMethodsRequest"), frame) ? List.of() : List.of(frame);
            }
        };
    }
}
