// SPDX-License-Identifier: Apache-2.0
/** Version 2 committed filters: which blocks concern a wallet, without telling anybody. */
@NullMarked
package io.handfast.decred.wire.filter;

import org.jspecify.annotations.NullMarked;
