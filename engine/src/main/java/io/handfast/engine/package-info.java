// SPDX-License-Identifier: Apache-2.0
/** One connection: frames, inbox, outbox, the link that joins them, phases and the report. */
@NullMarked
package io.handfast.engine;

import org.jspecify.annotations.NullMarked;
