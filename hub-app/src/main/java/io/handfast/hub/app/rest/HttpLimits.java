// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import java.util.Map;

/**
 * What a stranger may cost the HTTP server. The JDK's server takes these as properties of the whole process, and reads
 * them when the first one of it is made; what an operator has set stays.
 */
final class HttpLimits {
    private static final Map<String, String> USUAL = Map.of(
            "sun.net.httpserver.maxReqTime",
                    "10", // s (its documentation says ms, JDK 25), from the first byte of the header to the last of the
            // body
            "sun.net.httpserver.timerMillis", "500", // ms, how often that is looked at
            "sun.net.httpserver.idleInterval", "15", // s, between two requests, and before the first
            "sun.net.httpserver.clockTick", "1000", // ms, how often that is looked at
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384", // bytes
            "sun.net.httpserver.drainAmount", "65536", // bytes of a body that nobody wants
            "jdk.httpserver.maxConnections", "128",
            "sun.net.httpserver.nodelay", "true");

    private HttpLimits() {}

    static void apply() {
        USUAL.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
