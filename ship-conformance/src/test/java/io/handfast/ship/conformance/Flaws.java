// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Role;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.conformance.Flaw.Middle;
import io.handfast.ship.conformance.Flaw.Second;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Kinds of flaws. */
final class Flaws {
    private Flaws() {}

    /** Announces another record; the given item takes the place of the proper one with the same key. */
    static Flaw txt(UnaryOperator<List<String>> change) {
        return new Flaw() {
            @Override
            public List<String> txt(List<String> proper) {
                return change.apply(proper);
            }
        };
    }

    static Flaw txtWith(String item) {
        String key = item.substring(0, item.indexOf('=') + 1);
        return txt(record -> record.stream()
                .map(proper -> proper.startsWith(key) ? item : proper)
                .toList());
    }

    static List<String> with(String item, List<String> record) {
        return Stream.concat(record.stream(), Stream.of(item)).toList();
    }

    static Flaw txtWithout(String key) {
        return txt(record ->
                record.stream().filter(item -> !item.startsWith(key + "=")).toList());
    }

    static Flaw second(Second rule) {
        return new Flaw() {
            @Override
            public Second second() {
                return rule;
            }
        };
    }

    /** Waits another time for the connection mode. */
    static Flaw cmi(Role device, int seconds) {
        Duration other = Duration.ofSeconds(seconds);
        return new Flaw() {
            @Override
            public ShipTimers timers(ShipTimers usual, Role role) {
                Duration cmi = role == device ? other : usual.cmi();
                return new ShipTimers(
                        usual.settle(),
                        cmi,
                        usual.helloInit(),
                        usual.pairingWindow(),
                        usual.protocol(),
                        usual.pin(),
                        usual.access(),
                        usual.closeMaxTime());
            }
        };
    }

    /** Waits another time in the protocol handshake. */
    static Flaw protocol(int seconds) {
        return new Flaw() {
            @Override
            public ShipTimers timers(ShipTimers usual, Role role) {
                return new ShipTimers(
                        usual.settle(),
                        usual.cmi(),
                        usual.helloInit(),
                        usual.pairingWindow(),
                        Duration.ofSeconds(seconds),
                        usual.pin(),
                        usual.access(),
                        usual.closeMaxTime());
            }
        };
    }

    static Flaw reason(String other) {
        return new Flaw() {
            @Override
            public String reason(String proper) {
                return other;
            }
        };
    }

    /** Declares that it does not query, and does or does not. */
    static Flaw noQuery(boolean queries) {
        return new Flaw() {
            @Override
            public boolean declaresNoQuery() {
                return true;
            }

            @Override
            public boolean queries() {
                return queries;
            }
        };
    }

    static Flaw line(Supplier<Middle> middle, Role... devices) {
        return new Flaw() {
            @Override
            public Optional<Middle> middle(Role device) {
                boolean concerned = devices.length == 0 || Stream.of(devices).anyMatch(one -> one == device);
                return concerned ? Optional.of(middle.get()) : Optional.empty();
            }
        };
    }
}
