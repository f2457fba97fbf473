// SPDX-License-Identifier: Apache-2.0
/** The network's edge: dialler, listener, deadline guard. */
@NullMarked
package io.handfast.engine.net;

import org.jspecify.annotations.NullMarked;
