// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pairing service tells as JSON members: the same in the lines of {@code --json} and in the REST interface. */
public final class PairingJson {
    /** What {@code event} says of all of them; {@code pairing} says what it is. */
    public static final String EVENT = "pairing";

    private PairingJson() {}

    /**
     * An event.
     *
     * @param event what happened
     * @return its members, those that say nothing left out
     */
    public static Map<String, Object> of(PairingEvent event) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", event.at().toString());
        object.put("event", EVENT);
        object.put("pairing", event.kind().word());
        event.device().ifPresent(device -> {
            device.ski().ifPresent(ski -> object.put("ski", ski.toString()));
            object.put("shipId", device.shipId());
            object.put("fingerprint", device.certificate().toString());
        });
        object.put("text", event.text());
        event.failure().ifPresent(failure -> {
            object.put("code", failure.code());
            object.put("hint", failure.hint());
        });
        return object;
    }

    /**
     * A paired device.
     *
     * @param device whom
     * @return SHIP ID, fingerprint, and its SKI or null
     */
    public static Map<String, @Nullable Object> of(PairedDevice device) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("shipId", device.shipId());
        object.put("fingerprint", device.certificate().toString());
        object.put("ski", device.ski().map(Ski::toString).orElse(null));
        return object;
    }

    /**
     * An announcement.
     *
     * @param announcing to whom
     * @return the device, since when, until when, how long that is, what is missing
     */
    public static Map<String, @Nullable Object> of(Announcing announcing) {
        Map<String, @Nullable Object> object = of(announcing.device());
        object.put("since", announcing.since().toString());
        object.put("until", announcing.until().toString());
        object.put("timeLeftMs", announcing.timeLeft().toMillis());
        object.put("waitsFor", announcing.waitsFor());
        return object;
    }
}
