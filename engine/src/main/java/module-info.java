// SPDX-License-Identifier: Apache-2.0
/** Blocking protocol procedures: time, failures, inbox, outbox, links, scopes, durable files and the network's edge. */
module io.handfast.engine {
    requires static transitive org.jspecify;

    exports io.handfast.engine;
    exports io.handfast.engine.failure;
    exports io.handfast.engine.file;
    exports io.handfast.engine.net;
    exports io.handfast.engine.time;
}
