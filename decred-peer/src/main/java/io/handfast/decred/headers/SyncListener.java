// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

/** Hears how far a sync is. Called on the syncing thread, between two answers. */
@FunctionalInterface
public interface SyncListener {
    /**
     * Another batch is verified and stored.
     *
     * @param height of the store's tip
     * @param received headers that the peer has sent so far
     */
    void stored(long height, long received);
}
