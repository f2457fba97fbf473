// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/** A file that cannot be understood is moved aside, never overwritten, and refuses the start. */
final class BrokenFile {
    private BrokenFile() {}

    /**
     * Moves it aside.
     *
     * @param what which file and why, for people
     * @param otherwise what to do instead of mending it
     * @return what refuses the start
     */
    static StartException movedAside(Path file, String what, String otherwise, Storage storage, TimeSource time) {
        String now = time.wallClock().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        Path aside = file.resolveSibling(file.getFileName() + ".broken-" + now);
        try {
            storage.rename(file, aside);
            return new StartException(what, "it was moved to " + aside + ": mend it and move it back, or " + otherwise);
        } catch (IOException e) {
            return new StartException(what, "mend it; nothing was changed", e);
        }
    }
}
