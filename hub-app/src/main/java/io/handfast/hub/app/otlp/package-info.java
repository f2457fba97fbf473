// SPDX-License-Identifier: Apache-2.0
/**
 * Handshakes as spans of OpenTelemetry, where a collector wants them.
 * {@link io.handfast.hub.app.otlp.SpanSender} is the way in.
 */
@NullMarked
package io.handfast.hub.app.otlp;

import org.jspecify.annotations.NullMarked;
