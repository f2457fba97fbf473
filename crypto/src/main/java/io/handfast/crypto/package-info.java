// SPDX-License-Identifier: Apache-2.0
/** Keys, certificates, identities and the choice of the provider that computes with them. */
@NullMarked
package io.handfast.crypto;

import org.jspecify.annotations.NullMarked;
