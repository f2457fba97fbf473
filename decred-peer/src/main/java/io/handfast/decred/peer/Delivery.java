// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

/** What became of a message whose way was watched: {@link Peer#write}. */
public enum Delivery {
    /** All of it was handed to the network. */
    WRITTEN,
    /** There was no room for it in time; it was never queued. */
    FULL,
    /** It was queued and not written in time; it may still be. */
    PENDING,
    /** The connection ended before it was written. */
    DROPPED
}
