// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.Network;

/**
 * What keeps strangers from filling the book: each group of addresses, and each of those who tell, has its share.
 *
 * @param addresses how many the book holds
 * @param perGroup how many of one network group
 * @param perSource how many that were never reached may come from one source
 * @param publicAlone whether addresses that nobody on the public network can reach are refused
 */
public record BookLimits(int addresses, int perGroup, int perSource, boolean publicAlone) {
    private static final int USUAL_ADDRESSES = 16_384; // what dcrd's table of tried addresses holds
    private static final int SHARES = 64;
    private static final int SOURCE_SHARES = 8;

    /** Rejects limits that let nothing in. */
    public BookLimits {
        if (addresses < 1 || perGroup < 1 || perSource < 1) {
            throw new IllegalArgumentException("a book without room");
        }
    }

    /**
     * What is usual on a network.
     *
     * @param network simulations are on one machine, so neither groups nor routes mean anything there
     * @return 16 384 addresses, of which 256 per group
     */
    public static BookLimits usual(Network network) {
        return of(network, USUAL_ADDRESSES);
    }

    /**
     * The same proportions for another size.
     *
     * @param network as above
     * @param addresses how many the book holds
     * @return an eighth of them from one source, a 64th of one group
     */
    public static BookLimits of(Network network, int addresses) {
        boolean simulated = network == Network.SIMNET || network == Network.REGNET;
        return simulated
                ? new BookLimits(addresses, addresses, addresses, false)
                : new BookLimits(
                        addresses, Math.max(1, addresses / SHARES), Math.max(1, addresses / SOURCE_SHARES), true);
    }
}
