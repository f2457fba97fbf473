// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import org.jspecify.annotations.Nullable;

/**
 * No more bytes came. dcrd calls all of it EOF; here {@link #code} tells {@link WireFault#CLOSED} at a frame's border,
 * {@link WireFault#CLOSED_INSIDE_FRAME}, {@link WireFault#TIMED_OUT} and {@link WireFault#RESET} apart.
 */
public final class ReadEnded extends WireException {
    private static final long serialVersionUID = 1;

    /**
     * A failure of this kind.
     *
     * @param code one of the four
     * @param phase where
     * @param expected what should have come
     * @param got how much of it came
     * @param cause the stream's exception, if it threw one
     */
    public ReadEnded(WireFault code, String phase, String expected, String got, @Nullable Throwable cause) {
        super(code, phase, expected, got, cause);
    }
}
