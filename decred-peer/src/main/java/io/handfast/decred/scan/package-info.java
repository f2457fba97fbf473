// SPDX-License-Identifier: Apache-2.0
/** Which blocks concern somebody: addresses and scripts against the filters that headers commit to. */
@NullMarked
package io.handfast.decred.scan;

import org.jspecify.annotations.NullMarked;
