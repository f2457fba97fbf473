// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.ship.hub.pairing.PairedDevice;
import java.time.Duration;
import java.time.Instant;

/**
 * A device that the hub announces itself to.
 *
 * @param device whom, its key as far as it is known
 * @param since when that began, by the calendar
 * @param until when it ends, unless the two are connected before
 * @param timeLeft until then; not negative
 * @param waitsFor what is missing, in a sentence for people without a final stop
 */
public record Announcing(PairedDevice device, Instant since, Instant until, Duration timeLeft, String waitsFor) {}
