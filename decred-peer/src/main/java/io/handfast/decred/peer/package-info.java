// SPDX-License-Identifier: Apache-2.0
/** One connection with a node of Decred: the blocking handshake, then the asynchronous peer. */
@NullMarked
package io.handfast.decred.peer;

import org.jspecify.annotations.NullMarked;
