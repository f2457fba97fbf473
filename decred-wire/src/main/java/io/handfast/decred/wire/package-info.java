// SPDX-License-Identifier: Apache-2.0
/** Frames of Decred's peer-to-peer protocol, versions 1 to 12: who reads, who writes, and which messages there are. */
@NullMarked
package io.handfast.decred.wire;

import org.jspecify.annotations.NullMarked;
