// SPDX-License-Identifier: Apache-2.0
/** SHIP: messages, their JSON dialect, the handshake phases and the connection. */
module io.handfast.ship {
    requires transitive io.handfast.crypto;
    requires transitive io.handfast.engine;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports io.handfast.ship;
    exports io.handfast.ship.message;
}
