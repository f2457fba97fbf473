// SPDX-License-Identifier: Apache-2.0
/** TLS and certificates of others, for the tests of several modules. */
@NullMarked
package io.handfast.tls.foreign;

import org.jspecify.annotations.NullMarked;
