// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.DecidedBy;
import io.handfast.hub.app.HubProgram;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.VisibleDevice;
import io.handfast.ship.message.Pin;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a person at a terminal can do with a hub. */
interface HubDesk {
    /** Blocks until it is stored; the device hears of it afterwards. */
    void trust(TrustStore.TrustedDevice device) throws IOException;

    void refuse(Ski ski);

    /** False when the device is not trusted. The caller wipes the PIN. */
    boolean enterPin(Ski ski, Pin pin);

    List<DeviceStatus> devices();

    List<VisibleDevice> visible();

    default Optional<VisibleDevice> visible(Ski ski) {
        return visible().stream().filter(device -> device.ski().equals(ski)).findFirst();
    }

    /** That of a running hub. */
    static HubDesk of(HubProgram program) {
        return new HubDesk() {
            @Override
            public void trust(TrustStore.TrustedDevice device) throws IOException {
                program.trust(device, DecidedBy.TERMINAL);
            }

            @Override
            public void refuse(Ski ski) {
                program.refuse(ski, DecidedBy.TERMINAL);
            }

            @Override
            public boolean enterPin(Ski ski, Pin pin) {
                return program.hub().enterPin(ski, pin);
            }

            @Override
            public List<DeviceStatus> devices() {
                return program.devices();
            }

            @Override
            public List<VisibleDevice> visible() {
                return program.discovery().map(HubDiscovery::visible).orElse(List.of());
            }
        };
    }
}
