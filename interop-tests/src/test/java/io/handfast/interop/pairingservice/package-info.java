// SPDX-License-Identifier: Apache-2.0
/** The SHIP Pairing Service with ship-go of July 2026, over multicast DNS. */
@NullMarked
package io.handfast.interop.pairingservice;

import org.jspecify.annotations.NullMarked;
