// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;

/**
 * Stands between a connection's frames and its procedures, to count or to record them. Safe for use by all threads:
 * many connections begin at once.
 */
@FunctionalInterface
public interface ChannelTap {
    /** Lets everything pass unseen. */
    ChannelTap NONE = (_, _, channel) -> channel;

    /**
     * A connection begins; TLS and WebSocket are done, nothing of SHIP was said.
     *
     * @param peer whose key is proven, trusted or not
     * @param role which end this side is
     * @param channel carries the frames
     * @return what the procedures are given instead: passes everything on, under the thread rule of {@link FrameChannel}
     */
    FrameChannel tap(Ski peer, Role role, FrameChannel channel);

    /**
     * The same, and another one after it.
     *
     * @param outer sees the frames as well
     * @return both
     */
    default ChannelTap and(ChannelTap outer) {
        return (peer, role, channel) -> outer.tap(peer, role, tap(peer, role, channel));
    }
}
