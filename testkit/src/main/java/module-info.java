// SPDX-License-Identifier: Apache-2.0
/** Virtual time, pipes, scripted peers, faults and seeded randomness, for tests of protocols on Handfast's engine. */
module io.handfast.testkit {
    requires static transitive org.jspecify;
    requires transitive io.handfast.engine;

    exports io.handfast.testkit;
}
