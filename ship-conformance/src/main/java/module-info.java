// SPDX-License-Identifier: Apache-2.0
/** The official SHIP test cases, against any device. */
module io.handfast.ship.conformance {
    requires transitive io.handfast.ship;
    requires transitive io.handfast.tls;
    requires transitive io.handfast.websocket;
    requires static transitive org.jspecify;

    exports io.handfast.ship.conformance;
}
