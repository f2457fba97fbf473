// SPDX-License-Identifier: Apache-2.0
/** Files that a kill or a power cut at any moment leaves whole. */
@NullMarked
package io.handfast.engine.file;

import org.jspecify.annotations.NullMarked;
