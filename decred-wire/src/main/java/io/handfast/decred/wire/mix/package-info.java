// SPDX-License-Identifier: Apache-2.0
/** The messages of peer-to-peer mixing, since protocol version 10: decoded, hashed and encoded, not mixed. */
@NullMarked
package io.handfast.decred.wire.mix;

import org.jspecify.annotations.NullMarked;
