// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

/** What happened to a service of others. */
public sealed interface DiscoveryEvent {
    /**
     * The service it happened to.
     *
     * @return as it is now, or as it was last
     */
    FoundService service();

    /**
     * It is there.
     *
     * @param service as it is now
     */
    record Appeared(FoundService service) implements DiscoveryEvent {}

    /**
     * Its port, host, addresses or data are others now.
     *
     * @param service as it is now
     */
    record Changed(FoundService service) implements DiscoveryEvent {}

    /**
     * It said goodbye, or its records ran out: up to ten seconds late, so a lost connection is the faster sign.
     *
     * @param service as it was last
     */
    record Disappeared(FoundService service) implements DiscoveryEvent {}
}
