// SPDX-License-Identifier: Apache-2.0
/** Virtual time, pipes, scripted peers and seeded randomness, for tests of protocols on Handfast's engine. */
@NullMarked
package io.handfast.testkit;

import org.jspecify.annotations.NullMarked;
