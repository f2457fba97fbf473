// SPDX-License-Identifier: Apache-2.0
/** A SHIP hub: many devices, one actor each. */
module io.handfast.ship.hub {
    requires transitive io.handfast.ship;
    requires transitive io.handfast.tls;
    requires transitive io.handfast.websocket;
    requires javax.jmdns;
    requires static transitive org.jspecify;

    exports io.handfast.ship.hub;
    exports io.handfast.ship.hub.discovery;
    exports io.handfast.ship.hub.pairing;
}
