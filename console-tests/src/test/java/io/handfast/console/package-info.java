// SPDX-License-Identifier: Apache-2.0
/** The hub's console in a real browser, with real hubs and simulated devices behind it. */
@NullMarked
package io.handfast.console;

import org.jspecify.annotations.NullMarked;
