// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.util.function.Consumer;

/**
 * DNS-SD on the local network, as far as SHIP needs it: announce services, find those of others. Safe for use by all
 * threads; nothing in it blocks but {@link #close}.
 *
 * <p>What is found is hearsay: anybody can announce anything. Names and addresses lead to a device, TLS proves it.
 */
public interface Discovery extends AutoCloseable {
    /**
     * Announces a service until the announcement or this is closed. Bind its port first.
     *
     * @param service what is announced
     * @return to change or withdraw it
     */
    Announcement announce(LocalService service);

    /**
     * Looks for services. The listener is told of those that are there and then of all changes, one event at a time
     * and in order, on a thread of this; it must not block. Services announced here are left out.
     *
     * @param serviceType such as {@link ServiceRecord#SERVICE_TYPE}
     * @param listener is told
     * @return to stop; an event that is under way is still told
     */
    Browsing browse(String serviceType, Consumer<DiscoveryEvent> listener);

    /** Says goodbye for all announcements and ends all browsing; blocks some seconds at most. Any number of times. */
    @Override
    void close();

    /** A service of ours that others see. */
    interface Announcement extends AutoCloseable {
        /**
         * The name it has.
         *
         * @return another one than was asked for, when that was taken on the network; may still change
         */
        String instance();

        /**
         * Announces other data from now on. Never blocks.
         *
         * @param txt the whole new record
         */
        void update(TxtRecord txt);

        /** Withdraws it; any number of times. Never blocks. */
        @Override
        void close();
    }

    /** An interest in services. */
    interface Browsing extends AutoCloseable {
        /** Ends it; any number of times. Never blocks. */
        @Override
        void close();
    }
}
