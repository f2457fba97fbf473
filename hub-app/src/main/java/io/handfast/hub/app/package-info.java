// SPDX-License-Identifier: Apache-2.0
/** The hub as a program: configuration, data directory, trust and state files, simulated devices. */
@NullMarked
package io.handfast.hub.app;

import org.jspecify.annotations.NullMarked;
