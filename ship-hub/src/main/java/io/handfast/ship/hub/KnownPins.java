// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.ship.message.Pin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The PINs that devices want, as far as they are known: what a user entered, else what is configured. One that a device
 * found wrong is known no more, or each reconnect would earn a penalty. Safe for all threads.
 */
final class KnownPins {
    private final Function<Ski, Optional<Pin>> configured;
    /** Copied and wiped inside the map's own steps only, so that nobody copies a half-wiped one. */
    private final Map<Ski, Pin> entered = new ConcurrentHashMap<>();
    /** Whose configured PIN is wrong. */
    private final Set<Ski> wrong = ConcurrentHashMap.newKeySet();

    /** @param configured used until a user enters another one, or it is wrong; its PINs are not wiped here */
    KnownPins(Function<Ski, Optional<Pin>> configured) {
        this.configured = configured;
    }

    /** Hands on the PIN to give, if there is one; the receiver copies it. */
    void give(Ski ski, Consumer<Pin> receiver) {
        copyOf(ski).ifPresent(pin -> {
            receiver.accept(pin);
            pin.wipe();
        });
    }

    private Optional<Pin> copyOf(Ski ski) {
        AtomicReference<Optional<Pin>> copy = new AtomicReference<>(Optional.empty());
        entered.computeIfPresent(ski, (_, pin) -> {
            copy.set(Optional.of(pin.copy()));
            return pin;
        });
        boolean useConfigured = copy.get().isEmpty() && !wrong.contains(ski);
        return useConfigured ? configured.apply(ski).map(Pin::copy) : copy.get();
    }

    /** A user entered it; copied. */
    void enter(Ski ski, Pin pin) {
        Pin copy = pin.copy();
        entered.compute(ski, (_, before) -> {
            if (before != null) {
                before.wipe();
            }
            return copy;
        });
    }

    /** The device found it wrong. */
    void wrong(Ski ski) {
        wrong.add(ski);
        drop(ski);
    }

    /** The device is trusted no more. */
    void forget(Ski ski) {
        wrong.remove(ski);
        drop(ski);
    }

    private void drop(Ski ski) {
        entered.computeIfPresent(ski, (_, pin) -> {
            pin.wipe();
            return null;
        });
    }

    /** The end. */
    void wipe() {
        entered.keySet().forEach(this::drop);
    }
}
