// SPDX-License-Identifier: Apache-2.0
/** The only door to time, to waiting and to threads. */
@NullMarked
package io.handfast.engine.time;

import org.jspecify.annotations.NullMarked;
