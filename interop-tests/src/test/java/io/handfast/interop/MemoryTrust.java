// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.TrustStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whom our hub trusts in a live test; forgotten with it. */
final class MemoryTrust implements TrustStore {
    private final Set<Ski> trusted = ConcurrentHashMap.newKeySet();
    private final Map<Ski, String> shipIds = new ConcurrentHashMap<>();

    MemoryTrust(Set<Ski> trusted) {
        this.trusted.addAll(trusted);
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return trusted.contains(ski)
                ? Optional.of(new TrustedDevice(ski, Optional.ofNullable(shipIds.get(ski)), "ship-go"))
                : Optional.empty();
    }

    @Override
    public Collection<TrustedDevice> all() {
        return trusted.stream().map(ski -> find(ski).orElseThrow()).toList();
    }

    @Override
    public void trust(TrustedDevice device) {
        trusted.add(device.ski());
    }

    @Override
    public void forget(Ski ski) {
        trusted.remove(ski);
    }

    @Override
    public void connected(Ski ski, String shipId, Instant at) {
        shipIds.put(ski, shipId);
    }
}
