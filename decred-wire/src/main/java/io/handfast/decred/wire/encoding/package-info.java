// SPDX-License-Identifier: Apache-2.0
/** Primitive encodings, the hash, and what can be wrong with bytes. */
@NullMarked
package io.handfast.decred.wire.encoding;

import org.jspecify.annotations.NullMarked;
