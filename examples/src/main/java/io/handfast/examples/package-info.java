// SPDX-License-Identifier: Apache-2.0
/** One-file programs that show how to use the library. */
@NullMarked
package io.handfast.examples;

import org.jspecify.annotations.NullMarked;
