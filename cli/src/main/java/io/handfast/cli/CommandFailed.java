// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.failure.HandshakeException;

/** A command cannot do what it was asked to; the message is what the user reads after {@code handfast: }. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitStatus;

    CommandFailed(int exitStatus, String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** The operation failed: exit status 1. */
    static CommandFailed because(String what, HandshakeException failure) {
        return because(what, failure, failure.code().hint());
    }

    /** The same with a better hint than the failure's own. */
    static CommandFailed because(String what, HandshakeException failure, String hint) {
        String message = what + ": " + failure.code().code() + " in " + failure.phase() + ", expected "
                + failure.expected() + ", got " + failure.got() + "; " + hint;
        return new CommandFailed(ExitStatus.FAILED, message);
    }

    int exitStatus() {
        return exitStatus;
    }
}
