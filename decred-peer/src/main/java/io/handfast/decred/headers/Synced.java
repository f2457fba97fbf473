// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.encoding.Hash;
import java.math.BigInteger;

/**
 * What a sync has achieved: the peer has no more headers to give.
 *
 * @param before height of the store's tip at the beginning
 * @param height of the tip now
 * @param tip name of the tip
 * @param work of the whole chain
 * @param received headers that the peer sent
 * @param dropped headers of ours that another branch with more work has replaced
 */
public record Synced(long before, long height, Hash tip, BigInteger work, long received, long dropped) {}
