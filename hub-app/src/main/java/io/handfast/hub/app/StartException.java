// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.IdentityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hub cannot start as it was configured. The message is one line: what is wrong, where, and after a semicolon
 * how to mend it; several mistakes in a configuration have a line each.
 */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * A refused start.
     *
     * @param what what is wrong and where
     * @param remedy how to mend it
     */
    public StartException(String what, String remedy) {
        this(what, remedy, null);
    }

    /**
     * A refused start with its cause.
     *
     * @param what what is wrong and where
     * @param remedy how to mend it
     * @param cause what brought it to light
     */
    public StartException(String what, String remedy, @Nullable Throwable cause) {
        super(what + "; " + remedy, cause);
    }

    /** Mistakes in a configuration, a line each. */
    StartException(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }

    /** The files of the identity cannot be used; the cause says so in one line already. */
    StartException(IdentityException cause) {
        super(cause.getMessage(), cause);
    }
}
