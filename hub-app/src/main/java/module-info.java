// SPDX-License-Identifier: Apache-2.0
/** The hub as a program: configuration, data directory, trust and state files, simulated devices. */
module io.handfast.hub.app {
    requires transitive io.handfast.ship.hub;
    requires static transitive org.jspecify;
    requires io.nayuki.qrcodegen;
    requires jdk.httpserver;
    requires java.logging;
    requires java.net.http;
    requires tools.jackson.core;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;

    exports io.handfast.hub.app;
    exports io.handfast.hub.app.pairing;
    exports io.handfast.hub.app.health;
    exports io.handfast.hub.app.log;
    exports io.handfast.hub.app.metrics;
    exports io.handfast.hub.app.rest;
}
