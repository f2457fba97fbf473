// SPDX-License-Identifier: Apache-2.0
/** Failures sealed by blame, with stable codes. */
@NullMarked
package io.handfast.engine.failure;

import org.jspecify.annotations.NullMarked;
