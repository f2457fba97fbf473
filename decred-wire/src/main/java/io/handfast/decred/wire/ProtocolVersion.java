// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

/** What each version of the protocol brought. The negotiated one is the lower of both sides'. */
public final class ProtocolVersion {
    /** The first. */
    public static final int INITIAL = 1;
    /** A service bit that nobody uses. */
    public static final int NODE_BLOOM = 2;
    /** {@code sendheaders}. */
    public static final int SEND_HEADERS = 3;
    /** Blocks and transactions up to 1 310 720 bytes. */
    public static final int MAX_BLOCK_SIZE = 4;
    /** {@code feefilter}. */
    public static final int FEE_FILTER = 5;
    /** Version 1 filters. */
    public static final int NODE_CF = 6;
    /** Version 2 filters, one at a time. */
    public static final int C_FILTER_V2 = 7;
    /** {@code getinitstate} and {@code initstate}. */
    public static final int INIT_STATE = 8;
    /** No {@code reject} any more; the oldest that today's nodes accept. */
    public static final int REMOVE_REJECT = 9;
    /** Mixing. */
    public static final int MIX = 10;
    /** Version 2 filters, up to 100 at a time. */
    public static final int BATCHED_C_FILTERS_V2 = 11;
    /** {@code addrv2} instead of {@code addr}; nothing between {@code version} and {@code verack}. */
    public static final int ADDR_V2 = 12;
    /** The newest known here. */
    public static final int LATEST = ADDR_V2;

    private ProtocolVersion() {}
}
