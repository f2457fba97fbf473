// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.FrameViolation;
import java.nio.ByteBuffer;

/** What a close frame carries: nothing, or a number and a reason (RFC 6455 section 5.5.1). */
final class ClosePayload {
    private static final int MAX_REASON_BYTES = FrameHeader.MAX_CONTROL_BYTES - Short.BYTES;

    private ClosePayload() {}

    static Frame.Close parse(byte[] payload) throws FrameViolation {
        if (payload.length == 0) {
            return new Frame.Close(CloseCode.NONE, "");
        }
        if (payload.length < Short.BYTES) {
            throw Violations.protocol("a close code of two bytes", "one byte");
        }
        int code = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        if (!CloseCode.mayTravel(code)) {
            throw Violations.protocol("a close code of RFC 6455 section 7.4", Integer.toString(code));
        }
        Utf8Check utf8 = new Utf8Check();
        int reasonBytes = payload.length - Short.BYTES;
        if (!utf8.accept(payload, Short.BYTES, reasonBytes) || !utf8.complete()) {
            throw Violations.notUtf8();
        }
        return new Frame.Close(code, new String(payload, Short.BYTES, reasonBytes, UTF_8));
    }

    /** Cuts the reason where it is too long, between two characters. */
    static byte[] of(Frame.Close close) {
        if (close.code() == CloseCode.NONE) {
            return new byte[0];
        }
        if (!CloseCode.mayTravel(close.code())) {
            throw new IllegalArgumentException("no close code for the wire: " + close.code());
        }
        byte[] reason = close.reason().getBytes(UTF_8);
        int length = Math.min(reason.length, MAX_REASON_BYTES);
        while (length < reason.length && (reason[length] & 0xC0) == 0x80) {
            length--;
        }
        return ByteBuffer.allocate(Short.BYTES + length)
                .putShort((short) close.code())
                .put(reason, 0, length)
                .array();
    }
}
