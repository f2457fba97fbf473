// SPDX-License-Identifier: Apache-2.0
/**
 * What a hub counts, for Prometheus. {@link io.handfast.hub.app.metrics.HubMetrics} hears of everything and renders it;
 * {@code docs/metrics.md} says what each number means, and a test compares the two.
 */
@NullMarked
package io.handfast.hub.app.metrics;

import org.jspecify.annotations.NullMarked;
