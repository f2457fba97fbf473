// SPDX-License-Identifier: Apache-2.0
/** The handfast command: options, output, exit status; the work is done below. */
@NullMarked
package io.handfast.cli;

import org.jspecify.annotations.NullMarked;
