// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

/**
 * What a client asks for.
 *
 * @param host name or address of the server; an IPv6 address without brackets, its zone is not sent
 * @param port of the server, 1 to 65535
 * @param path absolute, printable ASCII without blanks and {@code #}; see {@link #allowsPath}
 * @param subprotocol the only one that is offered and taken, such as {@code ship}
 */
public record UpgradeRequest(String host, int port, String path, String subprotocol) {
    /** Checks the ranges. */
    public UpgradeRequest {
        if (!isVisible(host)) {
            throw new IllegalArgumentException("host is no host name: " + UpgradeFailures.excerpt(host));
        }
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port is not within 1 and 65535: " + port);
        }
        if (!allowsPath(path)) {
            throw new IllegalArgumentException("path is no absolute path: " + UpgradeFailures.excerpt(path));
        }
        if (!HttpHead.isToken(subprotocol)) {
            throw new IllegalArgumentException("subprotocol is no token: " + UpgradeFailures.excerpt(subprotocol));
        }
    }

    /**
     * Whether a path may be asked for; a path that others announced has to be checked first.
     *
     * @param path any text
     * @return whether it begins with a slash and consists of printable ASCII without blanks and {@code #}
     */
    public static boolean allowsPath(String path) {
        return path.startsWith("/") && path.indexOf('#') < 0 && isVisible(path);
    }

    String head(UpgradeKey key) {
        return "GET " + path + " HTTP/1.1\r\n"
                + "Host: " + authority() + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key.text() + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
    }

    private String authority() {
        int zone = host.indexOf('%');
        String name = zone < 0 ? host : host.substring(0, zone);
        return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }

    private static boolean isVisible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
