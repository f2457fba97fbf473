// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

/** HOST or HOST:PORT as somebody typed it; IPv6 addresses in brackets where a port follows. */
record NodeAddress(String host, int port) {
    private static final int MAX_PORT = 0xFFFF;

    static NodeAddress parse(String text, int usualPort) {
        try {
            int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
            int colon = text.indexOf(':', bracket + 1);
            boolean bareIpv6 = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
            boolean hasPort = colon >= 0 && !bareIpv6;
            String host = hasPort ? text.substring(0, colon) : text;
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : usualPort;
            String name = bracket < 0 ? host : host.substring(1, bracket);
            if (name.isEmpty() || port < 1 || port > MAX_PORT) {
                throw new NumberFormatException(text);
            }
            return new NodeAddress(name, port);
        } catch (IndexOutOfBoundsException | NumberFormatException _) {
            throw new CommandFailed(
                    ExitStatus.USAGE, "'" + text + "' is not HOST[:PORT]; for example 192.0.2.7:9108 or [2001:db8::7]");
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
