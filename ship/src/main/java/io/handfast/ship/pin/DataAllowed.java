// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.pin;

/** Proof that no PIN stands between the two sides and their data. */
public final class DataAllowed {
    DataAllowed() {}
}
