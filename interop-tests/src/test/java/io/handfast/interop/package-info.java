// SPDX-License-Identifier: Apache-2.0
/** Live peers written by others, and the driver that builds, starts and steers them. */
@NullMarked
package io.handfast.interop;

import org.jspecify.annotations.NullMarked;
