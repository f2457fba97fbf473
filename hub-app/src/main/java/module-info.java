// SPDX-License-Identifier: Apache-2.0
/** The hub as a program: configuration, data directory, trust and state files, simulated devices. */
module io.handfast.hub.app {
    requires transitive io.handfast.ship.hub;
    requires static transitive org.jspecify;
    requires io.nayuki.qrcodegen;
    requires jdk.httpserver;
    requires tools.jackson.core;

    exports io.handfast.hub.app;
    exports io.handfast.hub.app.rest;
}
