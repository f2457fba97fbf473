// SPDX-License-Identifier: Apache-2.0
/** What Decred's nodes say to each other: frames, messages, blocks, committed filters. Pure: no thread, no clock. */
module io.handfast.decred.wire {
    requires static jdk.incubator.vector; // a faster hash where the JVM was started with it
    requires static transitive org.jspecify;

    exports io.handfast.decred.wire;
    exports io.handfast.decred.wire.chain;
    exports io.handfast.decred.wire.encoding;
    exports io.handfast.decred.wire.filter;
    exports io.handfast.decred.wire.message;
    exports io.handfast.decred.wire.mix;
}
