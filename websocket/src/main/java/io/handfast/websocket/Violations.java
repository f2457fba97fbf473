// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.FrameViolation;

/** Broken rules with the close code that RFC 6455 section 7.4.1 prescribes for them. */
final class Violations {
    private Violations() {}

    static FrameViolation protocol(String expected, String got) {
        return violation(CloseCode.PROTOCOL_ERROR, expected, got);
    }

    static FrameViolation unsupported(String expected, String got) {
        return violation(CloseCode.UNSUPPORTED_DATA, expected, got);
    }

    static FrameViolation notUtf8() {
        return violation(CloseCode.INVALID_DATA, "UTF-8", "other bytes");
    }

    static FrameViolation tooBig(String expected, String got) {
        return violation(CloseCode.TOO_BIG, expected, got);
    }

    private static FrameViolation violation(int code, String expected, String got) {
        return new FrameViolation(new Frame.Close(code, "expected " + expected), expected, got);
    }
}
