// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.testkit.Faults.Moment;
import java.io.IOException;

/** How far a {@link FaultChannel} has come on the way to its end. Protected by the channel's lock. */
final class FaultCourse {
    private enum State {
        WHOLE,
        HALF_OPEN,
        CUT
    }

    private final TimeSource time;
    private final Faults faults;
    private final Deadline cutAt;
    private final Deadline halfOpenAt;
    private State state = State.WHOLE;
    private int passed;

    FaultCourse(TimeSource time, Faults faults) {
        this.time = time;
        this.faults = faults;
        this.cutAt = instant(faults.cut(), time);
        this.halfOpenAt = instant(faults.halfOpen(), time);
    }

    private static Deadline instant(Moment moment, TimeSource time) {
        return moment instanceof Moment.At(var sinceStart) ? time.in(sinceStart) : Deadline.NEVER;
    }

    void countPassed() {
        passed++;
    }

    /** True when something broke just now. */
    boolean strikes() {
        if (state != State.WHOLE) {
            return false;
        }
        if (reached(faults.cut(), cutAt)) {
            state = State.CUT;
        } else if (reached(faults.halfOpen(), halfOpenAt)) {
            state = State.HALF_OPEN;
        }
        return state != State.WHOLE;
    }

    private boolean reached(Moment moment, Deadline instant) {
        return instant.passed(time) || (moment instanceof Moment.AfterFrames(int count) && passed >= count);
    }

    /** When to look again, at the latest. */
    Deadline next() {
        return whole() ? Deadline.earliest(cutAt, halfOpenAt) : Deadline.NEVER;
    }

    boolean whole() {
        return state == State.WHOLE;
    }

    boolean halfOpen() {
        return state == State.HALF_OPEN;
    }

    boolean cut() {
        return state == State.CUT;
    }

    void requireReadable() throws IOException {
        if (cut() && faults.cutAs() == Faults.Cut.END) {
            throw new EndOfStream();
        }
        requireNotReset();
    }

    void requireWritable() throws IOException {
        if (cut() && faults.cutAs() == Faults.Cut.END) {
            throw new IOException("Broken pipe");
        }
        requireNotReset();
    }

    private void requireNotReset() throws IOException {
        if (cut()) {
            throw new IOException("Connection reset");
        }
    }
}
