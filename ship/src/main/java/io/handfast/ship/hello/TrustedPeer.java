// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hello;

/** Proof that both sides trust each other. */
public final class TrustedPeer {
    TrustedPeer() {}
}
