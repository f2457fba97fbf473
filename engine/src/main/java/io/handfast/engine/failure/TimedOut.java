// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.failure;

import org.jspecify.annotations.Nullable;

/** Nothing came in time. The phase says for what it waited. */
public final class TimedOut extends HandshakeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure of this kind.
     *
     * @param code what went wrong
     * @param phase where
     * @param expected what should have come
     * @param got what came
     */
    public TimedOut(FailureCode code, String phase, String expected, String got) {
        this(code, phase, expected, got, null);
    }

    /**
     * A failure of this kind that another exception brought to light.
     *
     * @param code what went wrong
     * @param phase where
     * @param expected what should have come
     * @param got what came
     * @param cause the other exception
     */
    public TimedOut(FailureCode code, String phase, String expected, String got, @Nullable Throwable cause) {
        super(code, phase, expected, got, cause);
    }

    @Override
    public Blame blame() {
        return Blame.NETWORK;
    }
}
