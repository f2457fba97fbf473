// SPDX-License-Identifier: Apache-2.0
/** Pairing as two users live through it, against live peers, with real times. */
@NullMarked
package io.handfast.interop.pairing;

import org.jspecify.annotations.NullMarked;
