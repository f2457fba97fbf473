// SPDX-License-Identifier: Apache-2.0
/**
 * For tests of protocols on Handfast's engine: virtual time, pipes, scripted peers, faults, transcripts and their
 * replay, seeded randomness.
 */
module io.handfast.testkit {
    requires static transitive org.jspecify;
    requires transitive io.handfast.engine;

    exports io.handfast.testkit;
}
