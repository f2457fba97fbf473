// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.engine.failure.FailureCode;

/** Why filters are not believed, or a scan's state is not kept. */
public enum FiltersFailure implements FailureCode {
    /** Filters of other blocks than asked for, or not as many. */
    OTHER_BLOCKS("decred.filters.other-blocks", Hints.FAULTY),
    /** Another filter than the one that the block's header commits to. */
    NOT_COMMITTED("decred.filters.not-committed", Hints.FAULTY),
    /** The block's header commits to data that are no filter, or nobody could say so and they are none. */
    MALFORMED("decred.filters.malformed", Hints.FAULTY),
    /** The file is no state of a scan, or that of another one. */
    STATE_FOREIGN(
            "decred.filters.state-foreign", "name another file; or remove this one, to scan from the beginning again"),
    /** The file cannot be read or written. */
    STATE_UNUSABLE("decred.filters.state-unusable", "check its folder, its permissions and the room on the disk");

    /** What several of them say. */
    private static final class Hints {
        static final String FAULTY =
                "the peer is faulty or hides something: try another peer; what was scanned is kept";
    }

    private final String code;
    private final String hint;

    FiltersFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
