// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Runs cases against a device in memory, on a virtual clock of its own; nothing is left afterwards. */
final class MemoryBench {
    /** All but those about certificates. */
    static final Set<ShipCase> WITHOUT_TLS =
            EnumSet.complementOf(EnumSet.of(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002));

    private MemoryBench() {}

    /** Makes a device. */
    interface Maker {
        DeviceUnderTest make(Environment environment, Scope scope);
    }

    static List<CaseResult> run(Collection<ShipCase> cases, Flaw flaw) throws Exception {
        return run(cases, (environment, scope) -> new MemoryNode(environment, scope, flaw));
    }

    static List<CaseResult> run(Collection<ShipCase> cases, Maker maker) throws Exception {
        VirtualTime time = new VirtualTime();
        List<CaseResult> results = new ArrayList<>();
        time.run(() -> {
            Scope scope = new Scope("device", time);
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                DeviceUnderTest device = maker.make(environment, scope);
                results.addAll(new Conformance(device, environment).run(cases, new Conformance.Listener() {}));
                time.pass(Duration.ofSeconds(10)); // what is under way comes to its end
            }
            scope.cancel();
        });
        assertThat(time.leftovers()).isEmpty();
        return results;
    }
}
