// SPDX-License-Identifier: Apache-2.0
/** The one JSON object per line of our files and of the seeders. */
@NullMarked
package io.handfast.decred.json;

import org.jspecify.annotations.NullMarked;
