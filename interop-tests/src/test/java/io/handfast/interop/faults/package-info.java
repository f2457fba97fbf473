// SPDX-License-Identifier: Apache-2.0
/** A hub's process among faults: devices that come and go, strangers at all doors, kills, for minutes or hours. */
@NullMarked
package io.handfast.interop.faults;

import org.jspecify.annotations.NullMarked;
