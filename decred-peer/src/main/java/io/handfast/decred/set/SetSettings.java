// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import java.time.Duration;

/**
 * How a set behaves.
 *
 * @param outbound how many connections it keeps
 * @param dials how many attempts at once
 * @param services what a node has to offer
 * @param onePerGroup whether no two connections may lead into the same network group
 * @param onions whether onion services can be dialled
 * @param ban how long who breaks the protocol is left out
 * @param lasting how long a connection has to live so that earlier failures are forgotten
 * @param enough below how many usable addresses new peers are asked for more
 * @param seedBelow below how many usable addresses the seeders are asked
 * @param seedEvery how long between two such questions
 * @param storeEvery how long a change of the book may wait to be stored
 */
public record SetSettings(
        int outbound,
        int dials,
        Services services,
        boolean onePerGroup,
        boolean onions,
        Duration ban,
        Duration lasting,
        int enough,
        int seedBelow,
        Duration seedEvery,
        Duration storeEvery) {
    private static final int USUAL_OUTBOUND = 8;
    private static final int ENOUGH = 1_000; // dcrd: needAddressThreshold
    private static final int SEED_BELOW = 64;

    /** Rejects sets that hold nobody. */
    public SetSettings {
        if (outbound < 1 || dials < 1) {
            throw new IllegalArgumentException("a set keeps at least one connection, and dials one at a time");
        }
    }

    /**
     * What dcrd does: eight connections, one per network group, bans of a day.
     *
     * @param network in simulations all are on one machine, so groups mean nothing there
     * @return for nodes that serve the chain
     */
    public static SetSettings usual(Network network) {
        boolean simulated = network == Network.SIMNET || network == Network.REGNET;
        return new SetSettings(
                USUAL_OUTBOUND,
                USUAL_OUTBOUND,
                Services.NODE_NETWORK,
                !simulated,
                false,
                Duration.ofHours(24),
                Duration.ofMinutes(1),
                ENOUGH,
                SEED_BELOW,
                Duration.ofMinutes(10),
                Duration.ofMinutes(1));
    }

    /**
     * The same with another number of connections.
     *
     * @param connections how many, also at once under way
     * @return changed settings
     */
    public SetSettings withOutbound(int connections) {
        return new SetSettings(
                connections,
                connections,
                services,
                onePerGroup,
                onions,
                ban,
                lasting,
                enough,
                seedBelow,
                seedEvery,
                storeEvery);
    }

    /**
     * The same where a proxy knows Tor.
     *
     * @return changed settings
     */
    public SetSettings withOnions() {
        return new SetSettings(
                outbound, dials, services, onePerGroup, true, ban, lasting, enough, seedBelow, seedEvery, storeEvery);
    }
}
