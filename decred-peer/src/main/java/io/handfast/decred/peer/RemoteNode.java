// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.Version;
import java.time.Duration;

/**
 * The peer as its {@code version} presents it; nothing of it is proven.
 *
 * @param address where it is
 * @param version its message
 * @param protocolVersion the negotiated one: the lower of both sides' highest
 * @param clockOffset how far its clock is ahead of ours, in whole seconds; negative when it is behind
 */
public record RemoteNode(RemoteAddress address, Version version, int protocolVersion, Duration clockOffset) {
    /**
     * What both speak. A negative version of the peer counts as a huge one here, as in dcrd: it is refused for its age
     * afterwards.
     */
    static RemoteNode of(RemoteAddress address, Version version, int ours, long nowSeconds) {
        int negotiated =
                Integer.compareUnsigned(version.protocolVersion(), ours) < 0 ? version.protocolVersion() : ours;
        Duration offset = Duration.ofSeconds(version.timestampSeconds() - nowSeconds);
        return new RemoteNode(address, version, negotiated, offset);
    }
}
