// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import org.jspecify.annotations.Nullable;

/** A backup was not written or not restored; nothing was overwritten. */
public final class BackupException extends Exception {
    private static final long serialVersionUID = 1;

    private final BackupFailure code;

    BackupException(BackupFailure code, String what) {
        this(code, what, null);
    }

    BackupException(BackupFailure code, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.code = code;
    }

    /**
     * Why.
     *
     * @return a stable code with its remedy
     */
    public BackupFailure code() {
        return code;
    }
}
