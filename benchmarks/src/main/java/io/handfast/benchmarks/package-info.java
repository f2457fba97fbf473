// SPDX-License-Identifier: Apache-2.0
/** Whole-process measurements, ours beside those of others. */
@NullMarked
package io.handfast.benchmarks;

import org.jspecify.annotations.NullMarked;
