// SPDX-License-Identifier: Apache-2.0
/** Many nodes at once: a set of peers that stays as large as it should be, and a crawl over all of a network. */
@NullMarked
package io.handfast.decred.set;

import org.jspecify.annotations.NullMarked;
