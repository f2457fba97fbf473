// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.websocket.UpgradeRequest;

/**
 * Where a SHIP node listens.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @param path WebSocket path, begins with a slash
 */
public record Address(String host, int port, String path) {
    /** The path of nearly all stacks. */
    public static final String USUAL_PATH = "/ship/";

    /** Rejects what cannot be dialled. */
    public Address {
        if (host.isBlank() || port < 1 || port > 65_535 || !UpgradeRequest.allowsPath(path)) {
            throw new IllegalArgumentException("not an address: " + host + " port " + port + " path " + path);
        }
    }

    /**
     * An address with the usual path.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @return the address
     */
    public static Address of(String host, int port) {
        return new Address(host, port, USUAL_PATH);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
