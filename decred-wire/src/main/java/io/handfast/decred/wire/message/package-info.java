// SPDX-License-Identifier: Apache-2.0
/** The messages about connections, addresses, inventory, headers, filters and the state of the chain's end. */
@NullMarked
package io.handfast.decred.wire.message;

import org.jspecify.annotations.NullMarked;
