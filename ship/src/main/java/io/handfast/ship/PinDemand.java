// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.ship.message.Pin;

/**
 * The PIN that this side demands of a peer.
 *
 * @param required whether nothing goes on without it; else it only lifts a {@link Restriction}
 * @param pin the right one; stays the caller's, who must not wipe it while connections live
 * @param ledger who remembers wrong ones
 */
public record PinDemand(boolean required, Pin pin, PinLedger ledger) {}
