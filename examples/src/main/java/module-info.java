// SPDX-License-Identifier: Apache-2.0
/** One-file programs that show how to use the library. */
module io.handfast.examples {
    requires io.handfast.decred.peer;
    requires transitive io.handfast.hub.app;
    requires transitive io.handfast.ship.hub;
    requires static transitive org.jspecify;

    exports io.handfast.examples;
}
