// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.util.List;

/**
 * A client's request, correct in all its parts. Its texts are the client's: printable, otherwise anything.
 *
 * @param path the request's target, with its query
 * @param host of the Host header
 * @param subprotocols all that were offered, in the client's order; the required one is among them
 */
public record UpgradeOffer(String path, String host, List<String> subprotocols) {
    /** Copies the list. */
    public UpgradeOffer {
        subprotocols = List.copyOf(subprotocols);
    }
}
