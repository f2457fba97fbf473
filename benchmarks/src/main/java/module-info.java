// SPDX-License-Identifier: Apache-2.0
/** Whole-process measurements, ours beside those of others. A program, not a library: exports nothing. */
module io.handfast.benchmarks {
    requires io.handfast.decred.peer;
    requires io.handfast.hub.app;
    requires io.handfast.testkit;
    requires java.management;
    requires jdk.management;
    requires static transitive org.jspecify;
}
