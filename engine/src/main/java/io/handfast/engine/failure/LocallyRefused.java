// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.failure;

import org.jspecify.annotations.Nullable;

/** This side declined by its own rules: trust, limits, an operator's decision; or it could not go on by its own fault. */
public final class LocallyRefused extends HandshakeException {
    private static final long serialVersionUID = 1;

    private final Blame blame;

    /**
     * A failure of this kind.
     *
     * @param code what went wrong
     * @param phase where
     * @param expected what should have come
     * @param got what came
     */
    public LocallyRefused(FailureCode code, String phase, String expected, String got) {
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
    public LocallyRefused(FailureCode code, String phase, String expected, String got, @Nullable Throwable cause) {
        this(code, phase, expected, got, cause, Blame.POLICY);
    }

    private LocallyRefused(
            FailureCode code, String phase, String expected, String got, @Nullable Throwable cause, Blame blame) {
        super(code, phase, expected, got, cause);
        this.blame = blame;
    }

    /**
     * A failure that nobody decided, and that is no fault of the peer's: this side did not keep up.
     *
     * @param code what went wrong
     * @param phase where
     * @param expected what should have come
     * @param got what came
     * @return blamed on {@link Blame#US}
     */
    public static LocallyRefused byOurFault(FailureCode code, String phase, String expected, String got) {
        return byOurFault(code, phase, expected, got, null);
    }

    /**
     * A failure that nobody decided, that is no fault of the peer's, and that another exception brought to light.
     *
     * @param code what went wrong
     * @param phase where
     * @param expected what should have come
     * @param got what came
     * @param cause the other exception
     * @return blamed on {@link Blame#US}
     */
    public static LocallyRefused byOurFault(
            FailureCode code, String phase, String expected, String got, @Nullable Throwable cause) {
        return new LocallyRefused(code, phase, expected, got, cause, Blame.US);
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
