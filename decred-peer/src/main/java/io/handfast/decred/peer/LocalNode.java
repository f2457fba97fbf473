// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.Version;
import java.util.function.IntSupplier;

/**
 * This side, as it presents itself.
 *
 * @param network where it lives
 * @param protocolVersion the highest it speaks, 1 to 12; below 9 nobody takes it
 * @param services what it offers; a listener that does not offer {@link Services#NODE_NETWORK} is dropped by a dcrd
 *     that dialled it, and who offers it has to serve
 * @param userAgent its software
 * @param height of its chain, asked when a {@code version} is made; does not block; an exception fails the handshake
 * @param relayTx whether it wants transactions announced
 */
public record LocalNode(
        Network network,
        int protocolVersion,
        Services services,
        UserAgent userAgent,
        IntSupplier height,
        boolean relayTx) {
    /** Rejects versions that do not exist. */
    public LocalNode {
        if (protocolVersion < ProtocolVersion.INITIAL || protocolVersion > ProtocolVersion.LATEST) {
            throw new IllegalArgumentException("protocol versions are 1 to 12, not " + protocolVersion);
        }
    }

    /**
     * A node that offers nothing and has no chain: a tool that dials.
     *
     * @param network where it lives
     */
    public LocalNode(Network network) {
        this(network, ProtocolVersion.LATEST, Services.NONE, UserAgent.HANDFAST, () -> 0, true);
    }

    /**
     * Speaks another version at most.
     *
     * @param highest 1 to 12
     * @return a changed copy
     */
    public LocalNode withProtocolVersion(int highest) {
        return new LocalNode(network, highest, services, userAgent, height, relayTx);
    }

    /**
     * Offers something else.
     *
     * @param offered all of it
     * @return a changed copy
     */
    public LocalNode withServices(Services offered) {
        return new LocalNode(network, protocolVersion, offered, userAgent, height, relayTx);
    }

    /**
     * Has another name.
     *
     * @param software what it calls itself
     * @return a changed copy
     */
    public LocalNode withUserAgent(UserAgent software) {
        return new LocalNode(network, protocolVersion, services, software, height, relayTx);
    }

    /**
     * Has a chain.
     *
     * @param ofChain its height, asked for each {@code version}
     * @return a changed copy
     */
    public LocalNode withHeight(IntSupplier ofChain) {
        return new LocalNode(network, protocolVersion, services, userAgent, ofChain, relayTx);
    }

    /**
     * Wants transactions or not.
     *
     * @param wanted which
     * @return a changed copy
     */
    public LocalNode withRelayTx(boolean wanted) {
        return new LocalNode(network, protocolVersion, services, userAgent, height, wanted);
    }

    /**
     * What it says first. Its own address says its services alone, as dcrd's does: the peer sees the rest.
     *
     * @param addrYou the peer's address
     * @param nowSeconds since 1970
     * @param nonce to know it again
     * @return the message
     */
    Version version(NetAddress addrYou, long nowSeconds, long nonce) {
        NetAddress addrMe = new NetAddress(services, NetAddress.UNSPECIFIED.ip(), 0);
        return new Version(
                protocolVersion,
                services,
                nowSeconds,
                addrYou,
                addrMe,
                nonce,
                userAgent.text(),
                height.getAsInt(),
                relayTx);
    }
}
