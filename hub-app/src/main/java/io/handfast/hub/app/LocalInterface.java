// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A network interface of this machine that is up, loopback left out.
 *
 * @param nic the interface
 * @param addresses its addresses, IPv4 first
 */
public record LocalInterface(NetworkInterface nic, List<InetAddress> addresses) {
    /** Copies the list. */
    public LocalInterface {
        addresses = List.copyOf(addresses);
    }

    /**
     * All of them that have an address.
     *
     * @return at this moment
     * @throws IOException when the system does not tell
     */
    public static List<LocalInterface> all() throws IOException {
        List<LocalInterface> all = new ArrayList<>();
        for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
            List<InetAddress> addresses = nic.inetAddresses()
                    .sorted(Comparator.comparing(Inet6Address.class::isInstance))
                    .toList();
            if (!addresses.isEmpty() && isUp(nic)) {
                all.add(new LocalInterface(nic, addresses));
            }
        }
        return all;
    }

    private static boolean isUp(NetworkInterface nic) {
        try {
            return nic.isUp() && !nic.isLoopback();
        } catch (SocketException _) {
            return false; // it went away while it was looked at
        }
    }

    /**
     * Its name.
     *
     * @return such as {@code eth0}
     */
    public String name() {
        return nic.getName();
    }

    /**
     * Its addresses as they are typed, without link-local ones of IPv6, which lead nowhere on another machine.
     *
     * @return IPv4 first
     */
    public List<String> reachable() {
        return addresses.stream()
                .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                .map(address -> address.getHostAddress().replaceAll("%.*", "")) // of no use elsewhere
                .toList();
    }
}
