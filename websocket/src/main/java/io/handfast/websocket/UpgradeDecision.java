// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

/** Asked once for each correct request, before anything is answered, on the thread that accepts. */
@FunctionalInterface
public interface UpgradeDecision {
    /**
     * Judges a request.
     *
     * @param offer what the client asks for
     * @return whether it gets the upgrade
     */
    UpgradeVerdict decide(UpgradeOffer offer);
}
