// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.discovery.Product;
import java.util.List;

/**
 * A node that announces itself on the local network. All but {@code trusted} is what it says about itself, and anybody
 * may say anything.
 *
 * @param ski the key it says it has
 * @param instance the name of its announcement; the newest one when there are several
 * @param shipId the SHIP ID it says it has
 * @param product brand, model, type, serial, categories
 * @param register whether it says that it trusts whoever comes
 * @param addresses where it says it listens, best first
 * @param trusted whether the hub trusts that key
 */
public record VisibleDevice(
        Ski ski,
        String instance,
        String shipId,
        Product product,
        boolean register,
        List<Address> addresses,
        boolean trusted) {
    /** Copies the list. */
    public VisibleDevice {
        addresses = List.copyOf(addresses);
    }

    /**
     * What people may call it.
     *
     * @return brand and model, or the name of its announcement when it tells neither
     */
    public String name() {
        String name = (product.brand() + " " + product.model()).strip();
        return name.isEmpty() ? instance : name;
    }
}
