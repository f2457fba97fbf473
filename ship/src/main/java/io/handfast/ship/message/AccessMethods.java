// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * {@code accessMethods} (13.4.6): the sender's SHIP ID and how it can be reached.
 *
 * @param id {@code id}: the SHIP ID. Empty when the sender left it empty, which is for the access procedure to
 *     judge; a message without the member is malformed
 * @param dnsSdMdns {@code dnsSd_mDns}: the sender can be found through multicast DNS
 * @param dns {@code dns.uri}: where the sender can be reached, a {@code wss} URI in full; not judged here
 */
public record AccessMethods(String id, boolean dnsSdMdns, Optional<String> dns) implements KnownMessage {
    private static final int MOST_URI = 2048;

    /** Ways to reach the sender. */
    public AccessMethods {
        Values.requireText(id, "id");
        dns.ifPresent(uri -> Values.requireText(uri, "uri"));
    }

    /**
     * The message all known stacks send.
     *
     * @param id the sender's SHIP ID
     * @return access methods without a method
     */
    public static AccessMethods of(String id) {
        return new AccessMethods(id, false, Optional.empty());
    }

    /**
     * Whether something can be dialled: a {@code wss} URI with a host, of at most 2048 characters.
     *
     * @param uri any text
     * @return true when it is one
     */
    public static boolean isReachable(String uri) {
        if (uri.length() > MOST_URI) {
            return false;
        }
        try {
            URI parsed = new URI(uri);
            return "wss".equalsIgnoreCase(parsed.getScheme()) && parsed.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
