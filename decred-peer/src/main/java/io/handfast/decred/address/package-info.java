// SPDX-License-Identifier: Apache-2.0
/** Where nodes are: addresses, the book that remembers them, the seeders that know the first ones. */
@NullMarked
package io.handfast.decred.address;

import org.jspecify.annotations.NullMarked;
