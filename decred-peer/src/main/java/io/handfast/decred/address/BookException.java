// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address book's file could not be read or written. What it held is still there, aside if need be. */
public final class BookException extends Exception {
    private static final long serialVersionUID = 1;

    private final AddressFailure code;
    private final transient Path file;
    private final transient Optional<Path> movedTo;

    BookException(AddressFailure code, Path file, Optional<Path> movedTo, String why, @Nullable Throwable cause) {
        super(
                code.code() + ": " + file + ": " + why
                        + movedTo.map(aside -> "; moved to " + aside).orElse(""),
                cause);
        this.code = code;
        this.file = file;
        this.movedTo = movedTo;
    }

    /**
     * What went wrong.
     *
     * @return one of {@code decred.book.*}
     */
    public AddressFailure code() {
        return code;
    }

    /**
     * Which file.
     *
     * @return its name as it was given
     */
    public Path file() {
        return file;
    }

    /**
     * Where a damaged file is now.
     *
     * @return its new name; empty when it was left where it is
     */
    public Optional<Path> movedTo() {
        return movedTo;
    }
}
