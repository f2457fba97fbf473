// SPDX-License-Identifier: Apache-2.0
/** How a hub is, judged: the numbers, what is wrong with them, and the devices that come and go too often. */
@NullMarked
package io.handfast.hub.app.health;

import org.jspecify.annotations.NullMarked;
