// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.ship.message.AccessMethods;
import io.handfast.websocket.UpgradeRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

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

    private static final int WSS_PORT = 443;
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

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

    /**
     * The address in a device's access methods.
     *
     * @param uri a {@code wss} URI in full; without a port it means 443, without a path the usual one
     * @return empty for what cannot be dialled
     */
    public static Optional<Address> ofUri(String uri) {
        if (!AccessMethods.isReachable(uri)) {
            return Optional.empty();
        }
        URI parsed = URI.create(uri);
        String host = parsed.getHost().replaceAll("^\\[|]$", ""); // an IPv6 address stands in brackets
        int port = parsed.getPort() < 0 ? WSS_PORT : parsed.getPort();
        String path = parsed.getRawPath().isEmpty() ? USUAL_PATH : parsed.getRawPath();
        try {
            return Optional.of(new Address(host, port, path));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * The address in full, to be read by {@link #ofUri}.
     *
     * @return a {@code wss} URI
     */
    public String uri() {
        return "wss://" + this + path;
    }

    /**
     * Whether nobody has to be asked where it is. A name can cost seconds: a {@code .local} one that nobody answers
     * for costs five (evcc's experience).
     *
     * @return false for a name
     */
    public boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
