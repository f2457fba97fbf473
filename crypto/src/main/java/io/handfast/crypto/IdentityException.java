// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import org.jspecify.annotations.Nullable;

/** The files of an identity cannot be used. The message is one line: what, where, and how to mend it. */
public final class IdentityException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String remedy;

    /** What is wrong with them. */
    public enum Kind {
        /** One of the two files is there, the other is not. */
        ONE_MISSING,
        /** A file or its folder cannot be read. */
        UNREADABLE,
        /** The certificate file does not hold a certificate that SHIP can use. */
        BAD_CERTIFICATE,
        /** The key file does not hold a private key on P-256. */
        BAD_KEY,
        /** The key is not the certificate's. */
        MISMATCH,
        /** The files cannot be written. */
        NOT_WRITABLE
    }

    IdentityException(Kind kind, String what, String remedy, @Nullable Throwable cause) {
        super(what + "; " + remedy, cause);
        this.kind = kind;
        this.remedy = remedy;
    }

    /**
     * What is wrong.
     *
     * @return one of a few kinds
     */
    public Kind kind() {
        return kind;
    }

    /**
     * How to mend it.
     *
     * @return the second half of the message
     */
    public String remedy() {
        return remedy;
    }
}
