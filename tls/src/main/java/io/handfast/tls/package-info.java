// SPDX-License-Identifier: Apache-2.0
/** TLS sessions over blocking sockets, opened by profile. */
@NullMarked
package io.handfast.tls;

import org.jspecify.annotations.NullMarked;
