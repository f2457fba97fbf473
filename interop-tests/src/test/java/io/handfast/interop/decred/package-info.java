// SPDX-License-Identifier: Apache-2.0
/** Handfast's Decred side against dcrd's own packages, in processes of their own. */
@NullMarked
package io.handfast.interop.decred;

import org.jspecify.annotations.NullMarked;
