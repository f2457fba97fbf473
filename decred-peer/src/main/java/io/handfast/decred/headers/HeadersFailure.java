// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.engine.failure.FailureCode;

/** Why headers are not taken, or not kept. */
public enum HeadersFailure implements FailureCode {
    /** A header that follows neither the header before it nor any of ours. */
    UNCONNECTED("decred.headers.unconnected", Hints.FAULTY),
    /** A header that follows one of ours but says another height than the next. */
    WRONG_HEIGHT("decred.headers.wrong-height", Hints.FAULTY),
    /** Bits that say no target, or an easier one than the network allows. */
    TARGET_OUT_OF_RANGE("decred.headers.target-out-of-range", Hints.FAULTY),
    /** A hash above the header's own target. */
    NO_PROOF_OF_WORK("decred.headers.no-proof-of-work", Hints.FAULTY),
    /** Another target than the headers before demand. */
    WRONG_DIFFICULTY("decred.headers.wrong-difficulty", Hints.FAULTY),
    /** A time not after the median of the eleven headers before. */
    TIMESTAMP_TOO_OLD("decred.headers.timestamp-too-old", Hints.FAULTY),
    /** A time more than two hours ahead of this machine's clock. */
    TIMESTAMP_IN_FUTURE(
            "decred.headers.timestamp-in-future", "check this machine's clock; if it is right, try another peer"),
    /** Another block than the known one at its height. */
    CHECKPOINT_MISMATCH(
            "decred.headers.checkpoint-mismatch",
            "the peer follows another chain: check the network, or try another peer"),
    /** The peer's chain leaves ours long ago, or has no more work than ours. */
    OTHER_CHAIN(
            "decred.headers.other-chain",
            "one of the two follows the wrong branch: try other peers; if all say so, delete the file and sync again"),
    /** All the peer has is less work than the network is known to have. */
    TOO_LITTLE_WORK(
            "decred.headers.too-little-work",
            "the peer is still syncing itself, or leads astray: try another peer; what was verified is kept"),
    /** The file holds no headers, those of another network, or is written by a newer version. */
    STORE_FOREIGN("decred.headers.store-foreign", "name another file, or remove this one if it is of no use"),
    /** The file's headers do not follow one another, far from its end. */
    STORE_DAMAGED("decred.headers.store-damaged", "check the disk; then delete the file and sync again"),
    /** Another process has the file open. */
    STORE_LOCKED("decred.headers.store-locked", "end the other process, or name another file"),
    /** The file cannot be read or written. */
    STORE_UNUSABLE("decred.headers.store-unusable", "check its folder, its permissions and the room on the disk");

    /** What several of them say. */
    private static final class Hints {
        static final String FAULTY = "the peer is faulty or leads astray: try another peer; what was verified is kept";
    }

    private final String code;
    private final String hint;

    HeadersFailure(String code, String hint) {
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
