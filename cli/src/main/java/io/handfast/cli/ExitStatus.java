// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

/** What the shell is told. */
final class ExitStatus {
    static final int DONE = 0;
    /** The operation failed, with a typed failure. */
    static final int FAILED = 1;
    /** Usage or configuration. */
    static final int USAGE = 2;

    static final int INTERRUPTED = 3;
    /** A bug of ours. */
    static final int BUG = 70;

    private ExitStatus() {}
}
