// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

/**
 * Hears what happens in a hub, in order, on one thread of its own: may block, throw, and call the hub back. One that
 * falls more than a thousand calls behind loses the oldest.
 */
@FunctionalInterface
public interface HubListener {
    /**
     * Something an operator may want to read.
     *
     * @param event what
     */
    void told(HubEvent event);

    /**
     * A device's connection went from one of the ten states to another.
     *
     * @param before how it stood
     * @param after how it stands, with the state that began
     */
    default void connectionStateChanged(DeviceStatus before, DeviceStatus after) {}

    /**
     * Something to be counted; what happened is told as an event besides where people should know.
     *
     * @param what which
     */
    default void measured(Measurement what) {}
}
