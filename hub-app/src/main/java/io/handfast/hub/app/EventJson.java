// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.hub.HubEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A hub's events and failures as JSON members: the same in the lines of {@code --json} and in the REST interface. */
public final class EventJson {
    private EventJson() {}

    /**
     * An event.
     *
     * @param event what happened
     * @return its members, those that say nothing left out
     */
    public static Map<String, Object> of(HubEvent event) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", event.at().toString());
        object.put("event", event.kind().word());
        event.ski().ifPresent(ski -> object.put("ski", ski.toString()));
        if (!event.name().isEmpty()) {
            object.put("name", event.name());
        }
        if (!event.stage().isEmpty()) {
            object.put("stage", event.stage());
        }
        object.put("text", event.text());
        event.failure().ifPresent(failure -> object.putAll(of(failure)));
        event.nextAttempt().ifPresent(wait -> object.put("nextAttemptMs", wait.toMillis()));
        return object;
    }

    /**
     * A failure.
     *
     * @param failure what went wrong
     * @return code, blame, phase, expected, got, hint
     */
    public static Map<String, Object> of(HandshakeException failure) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", failure.code().code());
        object.put("blame", failure.blame().name().toLowerCase(Locale.ROOT));
        object.put("phase", failure.phase());
        object.put("expected", failure.expected());
        object.put("got", failure.got());
        object.put("hint", failure.code().hint());
        return object;
    }

    /**
     * A constant as it is written in JSON, labels and logs.
     *
     * @param value any
     * @return lower case with hyphens
     */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
