// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Role;
import java.util.List;

/** What a device does with certificates, each with exactly the cases that catch it. */
@SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
enum Laxity {
    STRICT(),
    TAKES_EVERYBODY(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002) {
        @Override
        boolean overlooks(Role device, boolean paired) {
            return true;
        }
    },
    LAX_AS_CLIENT(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002) {
        @Override
        boolean overlooks(Role device, boolean paired) {
            return device == Role.CLIENT;
        }
    },
    LAX_AS_SERVER(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002) {
        @Override
        boolean overlooks(Role device, boolean paired) {
            return device == Role.SERVER;
        }
    },
    TAKES_STRANGERS(ShipCase.TC_SHIP_SEC_001) {
        @Override
        boolean overlooks(Role device, boolean paired) {
            return !paired;
        }
    },
    REMEMBERS_THE_SKI_ALONE(ShipCase.TC_SHIP_SEC_002) {
        @Override
        boolean overlooks(Role device, boolean paired) {
            return paired;
        }
    },
    REFUSES_EVERYBODY(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002) {
        @Override
        boolean refuses() {
            return true;
        }
    };

    private final List<ShipCase> caughtBy;

    Laxity(ShipCase... caughtBy) {
        this.caughtBy = List.of(caughtBy);
    }

    /** Whether it takes an SKI that does not follow from the key. */
    boolean overlooks(Role device, boolean paired) {
        return false;
    }

    /** Whether it takes nobody at all. */
    boolean refuses() {
        return false;
    }

    List<ShipCase> caughtBy() {
        return caughtBy;
    }
}
