// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

/** What became of an announcement: {@link Peer#announce}. */
public enum Announced {
    /** It is told with the next batch, unless the peer knows it by then. */
    QUEUED,
    /** The peer wants no such announcements, or its protocol version does not have them. */
    NOT_WANTED,
    /** Too many wait. */
    FULL,
    /** The connection has ended. */
    CLOSED
}
