// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A service of others. Nothing of it is proven.
 *
 * @param instance its name on the network; identifies the announcement, not the device
 * @param host the name of its machine, such as {@code device-1.local}, without a dot at the end; empty when untold
 * @param port where it listens
 * @param addresses of its machine; link-local ones of IPv6 carry the interface they were seen on
 * @param txt what it says about itself
 */
public record FoundService(String instance, String host, int port, Set<InetAddress> addresses, TxtRecord txt) {
    /** Copies the set, keeps its order, takes the dot off the host. */
    public FoundService {
        addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * Its name, fit for one line of a log or a screen.
     *
     * @return with a question mark for each odd character
     */
    public String label() {
        return Printable.replaced(instance);
    }

    /**
     * Where to dial, in the order to try: the host name, then IPv4, then IPv6. What leads nowhere is left out: a
     * link-local address without an interface, an unspecified one, one of a group.
     *
     * @return names and addresses as text
     */
    public List<String> hosts() {
        List<String> hosts = new ArrayList<>();
        if (!host.isEmpty()) {
            hosts.add(host);
        }
        addresses.stream()
                .filter(Inet4Address.class::isInstance)
                .filter(FoundService::isOfOneMachine)
                .map(InetAddress::getHostAddress)
                .forEach(hosts::add);
        addresses.stream()
                .filter(Inet6Address.class::isInstance)
                .filter(FoundService::isOfOneMachine)
                .map(Inet6Address.class::cast)
                .filter(address -> !address.isLinkLocalAddress() || hasInterface(address))
                .map(InetAddress::getHostAddress)
                .forEach(hosts::add);
        return hosts;
    }

    private static boolean isOfOneMachine(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    private static boolean hasInterface(Inet6Address address) {
        return address.getScopedInterface() != null || address.getScopeId() != 0;
    }
}
