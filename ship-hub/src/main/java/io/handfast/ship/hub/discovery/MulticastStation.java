// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/**
 * JmDNS on one interface. Owned by the thread of {@link MulticastDiscovery}; JmDNS calls its listeners on threads of
 * its own. Some calls block for seconds: withdrawing two, closing four.
 */
final class MulticastStation {
    private static final System.Logger LOG = System.getLogger(MulticastStation.class.getName());
    private static final String DOMAIN = ".local.";
    /** JmDNS asks and waits; it shall only ask, because it does both on the thread that hears the answer. */
    private static final long NO_WAIT_MILLIS = 1;

    private final JmDNS jmdns;
    private final InetAddress address;
    private final NetworkInterface nic;
    private final Map<MulticastAnnouncement, ServiceInfo> announced = new LinkedHashMap<>();

    private MulticastStation(JmDNS jmdns, InetAddress address, NetworkInterface nic) {
        this.jmdns = jmdns;
        this.address = address;
        this.nic = nic;
    }

    static MulticastStation open(InetAddress address, NetworkInterface nic, String hostName) throws IOException {
        return new MulticastStation(JmDNS.create(address, hostName), address, nic);
    }

    @Override
    public String toString() {
        return nic.getName() + " (" + address.getHostAddress() + ")";
    }

    /** Once, however often it is asked. */
    void announce(MulticastAnnouncement announcement) throws IOException {
        if (announced.containsKey(announcement)) {
            return;
        }
        LocalService service = announcement.service();
        ServiceInfo info = ServiceInfo.create(
                service.type() + DOMAIN,
                service.instance(),
                service.port(),
                0,
                0,
                service.txt().bytes());
        announced.put(announcement, info);
        announcement.names(this, info::getName);
        jmdns.registerService(info);
    }

    void update(MulticastAnnouncement announcement) {
        ServiceInfo info = announced.get(announcement);
        if (info != null) {
            info.setText(announcement.service().txt().bytes());
        }
    }

    void withdraw(MulticastAnnouncement announcement) {
        ServiceInfo info = announced.remove(announcement);
        if (info != null) {
            jmdns.unregisterService(info);
        }
    }

    /** @param own whether an instance is announced by us, on whatever interface */
    Listening listen(String serviceType, Predicate<String> own, Sightings sightings) {
        Listening listening = new Listening(serviceType + DOMAIN, own, sightings);
        jmdns.addServiceListener(listening.type, listening);
        return listening;
    }

    /** Says goodbye. */
    void close() {
        try {
            jmdns.unregisterAllServices();
            jmdns.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "no goodbye on " + nic.getName(), e);
        }
    }

    /** One interest in services, here. */
    final class Listening implements ServiceListener {
        private final String type;
        private final Predicate<String> own;
        private final Sightings sightings;

        Listening(String type, Predicate<String> own, Sightings sightings) {
            this.type = type;
            this.own = own;
            this.sightings = sightings;
        }

        void end() {
            jmdns.removeServiceListener(type, this);
            blind();
        }

        boolean isOf(Sightings other) {
            return sightings == other;
        }

        /** What was seen here is seen no more. */
        void blind() {
            sightings.post(new Sightings.Sighting.Blind(MulticastStation.this));
        }

        @Override
        public void serviceAdded(ServiceEvent event) {
            jmdns.requestServiceInfo(event.getType(), event.getName(), true, NO_WAIT_MILLIS);
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            sightings.post(new Sightings.Sighting.Gone(MulticastStation.this, event.getName()));
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            if (!own.test(event.getName())) {
                found(event.getInfo())
                        .ifPresent(
                                service -> sightings.post(new Sightings.Sighting.Seen(MulticastStation.this, service)));
            }
        }
    }

    /** Empty while the TXT record is not there yet, which JmDNS tells of too; a broken one counts as none. */
    private Optional<FoundService> found(ServiceInfo info) {
        try {
            TxtRecord txt = TxtRecord.parse(info.getTextBytes());
            if (txt.strings().isEmpty() || info.getPort() < 1) {
                return Optional.empty();
            }
            Set<InetAddress> addresses = new LinkedHashSet<>();
            for (InetAddress address : info.getInetAddresses()) {
                addresses.add(reachable(address));
            }
            return Optional.of(new FoundService(info.getName(), info.getServer(), info.getPort(), addresses, txt));
        } catch (MalformedRecord | UnknownHostException e) {
            LOG.log(Level.DEBUG, "ignored: " + Printable.replaced(info.getName()) + ", " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A link-local address leads somewhere only over the interface it was seen on. */
    private InetAddress reachable(InetAddress address) throws UnknownHostException {
        return address instanceof Inet6Address v6 && v6.isLinkLocalAddress()
                ? Inet6Address.getByAddress(null, v6.getAddress(), nic)
                : address;
    }
}
