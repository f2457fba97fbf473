// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.Phase;

/** What stands in the failures of seeders. */
enum SeederPhase implements Phase {
    HTTP("seeder-http"),
    DNS("seeder-dns"),
    ALL("seeding");

    private final String phaseName;

    SeederPhase(String phaseName) {
        this.phaseName = phaseName;
    }

    @Override
    public String phaseName() {
        return phaseName;
    }
}
