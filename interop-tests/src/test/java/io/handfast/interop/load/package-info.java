// SPDX-License-Identifier: Apache-2.0
/** Many devices at one hub. */
@NullMarked
package io.handfast.interop.load;

import org.jspecify.annotations.NullMarked;
