// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which network interfaces of this machine take part in discovery. */
public final class Interfaces {
    /** Networks of containers and virtual machines: what is announced there leads devices to addresses they cannot reach. */
    private static final Pattern VIRTUAL = Pattern.compile("(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali).*");

    private final Predicate<NetworkInterface> chosen;

    private Interfaces(Predicate<NetworkInterface> chosen) {
        this.chosen = chosen;
    }

    /**
     * All but those of containers and virtual machines.
     *
     * @return the usual choice
     */
    public static Interfaces usual() {
        return new Interfaces(each -> !VIRTUAL.matcher(each.getName()).matches());
    }

    /**
     * Those an operator names.
     *
     * @param names such as {@code eth0}; one that is not there now may come
     * @return the choice
     */
    public static Interfaces named(List<String> names) {
        List<String> copy = List.copyOf(names);
        return new Interfaces(each -> copy.contains(each.getName()));
    }

    /**
     * One address for each interface that is up and can multicast: IPv4 where there is one, else IPv6.
     *
     * @return at this moment
     * @throws IOException when the system does not tell
     */
    Map<InetAddress, NetworkInterface> addresses() throws IOException {
        Map<InetAddress, NetworkInterface> addresses = new LinkedHashMap<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (chosen.test(each) && isFit(each)) {
                best(each).ifPresent(address -> addresses.put(address, each));
            }
        }
        return addresses;
    }

    private static boolean isFit(NetworkInterface each) {
        try {
            return each.isUp() && each.supportsMulticast() && !each.isLoopback() && !each.isPointToPoint();
        } catch (SocketException _) {
            return false; // it went away while it was looked at
        }
    }

    private static Optional<InetAddress> best(NetworkInterface each) {
        List<InetAddress> inOrder = new ArrayList<>();
        each.inetAddresses().filter(Inet4Address.class::isInstance).forEach(inOrder::add);
        each.inetAddresses()
                .filter(Inet6Address.class::isInstance)
                .filter(InetAddress::isLinkLocalAddress)
                .forEach(inOrder::add);
        return inOrder.stream().findFirst();
    }
}
