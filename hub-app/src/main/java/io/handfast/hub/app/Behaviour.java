// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.ship.message.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a simulated device behaves, well or badly. */
public sealed interface Behaviour {
    /** Trusts every hub at once. */
    record Trusting() implements Behaviour {}

    /**
     * Has a user who has to be asked: lets a hub wait, prolonging the wait, and trusts it in the end.
     *
     * @param after how long the user takes
     */
    record Late(Duration after) implements Behaviour {
        /** Rejects a time before the hub came. */
        public Late {
            requireNotNegative(after);
        }
    }

    /** Turns every hub away. */
    record Refusing() implements Behaviour {}

    /**
     * Trusts every hub at once, and demands a PIN of it.
     *
     * @param pin the right one; not wiped
     */
    record DemandingPin(Pin pin) implements Behaviour {}

    /** Takes connections and says nothing after the connection mode, as a device that hangs. */
    record Silent() implements Behaviour {}

    /**
     * Trusts every hub at once, and answers its data late.
     *
     * @param after how long it thinks about each message
     */
    record Slow(Duration after) implements Behaviour {
        /** Rejects an answer before the question. */
        public Slow {
            requireNotNegative(after);
        }
    }

    /**
     * Trusts every hub at once, and ends each connection after a while, in good order.
     *
     * @param after how long a connection lasts
     */
    record Dropping(Duration after) implements Behaviour {
        /** Rejects an end before the beginning. */
        public Dropping {
            requireNotNegative(after);
        }
    }

    /** The words users type, in the order of this file. */
    List<String> WORDS = List.of("trusting", "late", "refusing", "pin", "silent", "slow", "dropping");

    /**
     * The behaviour a user named.
     *
     * @param word one of {@link #WORDS}, in any case
     * @param after for those that have a time; the usual one when empty: 150 s until trusted, 3 s for an answer, 30 s
     *     for a connection
     * @param pin for the one that has a PIN
     * @return the behaviour
     * @throws IllegalArgumentException when there is no such word, or its PIN is missing; the message is for the user
     */
    static Behaviour of(String word, Optional<Duration> after, Optional<Pin> pin) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "trusting" -> new Trusting();
            case "late" -> new Late(after.orElse(Duration.ofSeconds(150)));
            case "refusing" -> new Refusing();
            case "pin" ->
                new DemandingPin(pin.orElseThrow(() -> new IllegalArgumentException("it needs a PIN; add --pin")));
            case "silent" -> new Silent();
            case "slow" -> new Slow(after.orElse(Duration.ofSeconds(3)));
            case "dropping" -> new Dropping(after.orElse(Duration.ofSeconds(30)));
            default -> throw new IllegalArgumentException("unknown; allowed: " + String.join(", ", WORDS));
        };
    }

    private static void requireNotNegative(Duration after) {
        if (after.isNegative()) {
            throw new IllegalArgumentException("not a time to wait: " + after);
        }
    }
}
