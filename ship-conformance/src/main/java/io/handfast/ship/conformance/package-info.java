// SPDX-License-Identifier: Apache-2.0
/**
 * The 33 cases of the SHIP test specification, each a short blocking procedure against a {@link
 * io.handfast.ship.conformance.DeviceUnderTest}: in memory on virtual time, or over TCP and TLS.
 */
@NullMarked
package io.handfast.ship.conformance;

import org.jspecify.annotations.NullMarked;
