// SPDX-License-Identifier: Apache-2.0
/** Headers, blocks and transactions. */
@NullMarked
package io.handfast.decred.wire.chain;

import org.jspecify.annotations.NullMarked;
