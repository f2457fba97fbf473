// SPDX-License-Identifier: Apache-2.0
/** The chain of headers: its rules, a file that keeps it, and the procedure that fetches it from a peer. */
@NullMarked
package io.handfast.decred.headers;

import org.jspecify.annotations.NullMarked;
