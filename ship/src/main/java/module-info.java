// SPDX-License-Identifier: Apache-2.0
/** SHIP: messages, their JSON dialect and the handshake phases. */
module io.handfast.ship {
    requires transitive io.handfast.engine;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports io.handfast.ship.message;
}
