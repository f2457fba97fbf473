// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A crawl's file could not be used. What it held is still there, aside if need be. */
public final class CrawlException extends Exception {
    private static final long serialVersionUID = 1;

    private final SetFailure code;
    private final transient Optional<Path> movedTo;

    CrawlException(SetFailure code, Path file, Optional<Path> movedTo, String why, @Nullable Throwable cause) {
        super(
                code.code() + ": " + file + ": " + why
                        + movedTo.map(aside -> "; moved to " + aside).orElse(""),
                cause);
        this.code = code;
        this.movedTo = movedTo;
    }

    /**
     * What went wrong.
     *
     * @return one of {@code decred.crawl.*}
     */
    public SetFailure code() {
        return code;
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
