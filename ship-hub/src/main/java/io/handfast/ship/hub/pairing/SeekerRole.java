// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.Introduction;
import io.handfast.ship.hub.VisibleDevice;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for paired devices whose key is unknown: asks who announces itself with such a device's SHIP ID for its
 * certificate. An announcement is hearsay, so it only says whom to ask; the trust store is told of the certificate, and
 * knows whether it is the right one. Owned by the service's thread.
 */
final class SeekerRole {
    private static final System.Logger LOG = System.getLogger(SeekerRole.class.getName());
    private static final Duration PACE = Duration.ofSeconds(5);
    /** A node that showed another certificate, or could not be reached, is asked again after that. */
    private static final Duration AGAIN = Duration.ofMinutes(2);
    /** A forger has no end of keys. */
    private static final int MAX_ASKED = 64;

    private static final int MAX_ADDRESSES = 2;

    private final PairingContext context;
    private final Scope scope;
    private final Runnable whenAsked;
    private final Map<Ski, Deadline> asked = new HashMap<>();
    private boolean asking;
    private Deadline lookAt;

    /** @param whenAsked called on another thread after each attempt */
    SeekerRole(PairingContext context, Scope scope, Runnable whenAsked) {
        this.context = context;
        this.scope = scope;
        this.whenAsked = whenAsked;
        this.lookAt = context.time().in(Duration.ZERO);
    }

    Deadline next() {
        return asking || expected().isEmpty() ? NEVER : lookAt;
    }

    private List<PairedDevice> expected() {
        return context.trust().state().devices().stream()
                .filter(device -> device.ski().isEmpty())
                .toList();
    }

    void asked() {
        asking = false;
    }

    void expired() {
        if (asking || !lookAt.passed(context.time())) {
            return;
        }
        lookAt = context.time().in(PACE);
        asked.values().removeIf(until -> until.passed(context.time()));
        Optional<VisibleDevice> candidate = expected().isEmpty() ? Optional.empty() : candidate();
        candidate.ifPresent(this::ask);
    }

    private Optional<VisibleDevice> candidate() {
        List<String> shipIds = expected().stream().map(PairedDevice::shipId).toList();
        return context.discovery().visible().stream()
                .filter(device -> shipIds.contains(device.shipId()))
                .filter(device -> !device.trusted() && !device.addresses().isEmpty())
                .filter(device -> !asked.containsKey(device.ski()) && asked.size() < MAX_ASKED)
                .findFirst();
    }

    private void ask(VisibleDevice candidate) {
        asked.put(candidate.ski(), context.time().in(AGAIN));
        asking = scope.start("introduction", () -> {
            dial(candidate);
            whenAsked.run();
        });
    }

    private void dial(VisibleDevice candidate) {
        for (Address at : candidate.addresses().stream().limit(MAX_ADDRESSES).toList()) {
            try {
                Introduction.dial(context.hub(), at, candidate.ski(), scope);
                return;
            } catch (HandshakeException e) {
                LOG.log(
                        Level.DEBUG,
                        "no introduction at " + at + ": " + e.code().code());
            }
        }
    }
}
