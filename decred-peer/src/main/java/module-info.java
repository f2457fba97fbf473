// SPDX-License-Identifier: Apache-2.0
/** Decred's peers: the blocking handshake, the asynchronous peer after it, sets of peers, headers and filters. */
module io.handfast.decred.peer {
    requires static transitive org.jspecify;
    requires transitive io.handfast.engine;
    requires transitive io.handfast.decred.wire;
    requires java.net.http;
    requires tools.jackson.core;

    exports io.handfast.decred.address;
    exports io.handfast.decred.headers;
    exports io.handfast.decred.peer;
    exports io.handfast.decred.scan;
    exports io.handfast.decred.set;
}
