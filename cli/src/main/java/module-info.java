// SPDX-License-Identifier: Apache-2.0
/** The handfast command: wiring only. */
module io.handfast.cli {
    requires io.handfast.decred.peer;
    requires io.handfast.hub.app;
    requires io.handfast.ship.conformance;
    requires info.picocli;
    requires io.nayuki.qrcodegen;
    requires static transitive org.jspecify;

    opens io.handfast.cli to
            info.picocli;
}
