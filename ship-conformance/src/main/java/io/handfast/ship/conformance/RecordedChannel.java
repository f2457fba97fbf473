// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import java.io.IOException;

/** Passes everything on and puts it into the trace. */
final class RecordedChannel implements FrameChannel {
    private final FrameChannel inner;
    private final String name;
    private final CaseTrace trace;

    RecordedChannel(FrameChannel inner, String name, CaseTrace trace) {
        this.inner = inner;
        this.name = name;
        this.trace = trace;
    }

    @Override
    public Frame read() throws IOException {
        try {
            Frame frame = inner.read();
            trace.received(name, frame);
            return frame;
        } catch (EndOfStream e) {
            trace.note(name, "the device ended the connection");
            throw e;
        }
    }

    @Override
    public void write(Frame frame) throws IOException {
        trace.sent(name, frame);
        inner.write(frame);
    }

    @Override
    public void flush() throws IOException {
        inner.flush();
    }

    @Override
    public void endOutput() throws IOException {
        inner.endOutput();
    }

    @Override
    public void close() {
        inner.close();
    }
}
