// SPDX-License-Identifier: Apache-2.0
/** The conformance command as users run it, against our nodes and live peers, with real times. */
@NullMarked
package io.handfast.interop.conformance;

import org.jspecify.annotations.NullMarked;
