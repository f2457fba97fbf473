// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A SOCKS5 proxy, such as Tor's on 127.0.0.1:9050.
 *
 * @param host where it listens
 * @param port 1 to 65535
 * @param login what it wants to know, if anything; Tor uses another circuit for another login
 */
public record SocksProxy(String host, int port, Optional<Login> login) {
    private static final int MAX_LOGIN_BYTES = 255;

    /** Rejects ports that are none. */
    public SocksProxy {
        if (host.isEmpty() || port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("a proxy has a host and a port from 1 to 65535");
        }
    }

    /**
     * A user and a password (RFC 1929); both travel in clear text.
     *
     * @param user 1 to 255 bytes of UTF-8
     * @param password 1 to 255 bytes of UTF-8
     */
    public record Login(String user, String password) {
        /** Rejects what the protocol cannot carry. */
        public Login {
            requireLength(user);
            requireLength(password);
        }

        private static void requireLength(String text) {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (length < 1 || length > MAX_LOGIN_BYTES) {
                throw new IllegalArgumentException("user and password have 1 to 255 bytes each");
            }
        }

        @Override
        public String toString() {
            return user + ":…";
        }
    }

    @Override
    public String toString() {
        return "SOCKS5 proxy " + host + ":" + port;
    }
}
