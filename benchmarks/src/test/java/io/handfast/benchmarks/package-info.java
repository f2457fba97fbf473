// SPDX-License-Identifier: Apache-2.0
/** The measurements run and can be read; what they measure is not judged here. */
@NullMarked
package io.handfast.benchmarks;

import org.jspecify.annotations.NullMarked;
