// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.Ski;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a device before it is tested.
 *
 * @param shipId its SHIP ID; empty when nobody knows it
 * @param ski its key; empty when nobody knows it
 * @param txt its announced TXT record, a {@code key=value} string each, in the order of the record; empty when nobody
 *     looked
 * @param abilities what it can do
 */
public record DeviceFacts(
        Optional<String> shipId, Optional<Ski> ski, Optional<List<String>> txt, Set<Ability> abilities) {
    /** Copies the collections. */
    public DeviceFacts {
        txt = txt.map(List::copyOf);
        abilities = Set.copyOf(abilities);
    }

    /**
     * Whether the device can do something.
     *
     * @param ability what
     * @return true when it can
     */
    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }
}
