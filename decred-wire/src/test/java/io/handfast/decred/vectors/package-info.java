// SPDX-License-Identifier: Apache-2.0
/** What dcrd and the specifications of Decred say, as files, for the tests of this module and of those above it. */
@NullMarked
package io.handfast.decred.vectors;

import org.jspecify.annotations.NullMarked;
