// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.crypto.Ski;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.VisibleDevice;
import java.util.List;
import java.util.Optional;

/** What an announcement waits for, for people. Pure. */
final class WaitsFor {
    private static final String WRONG_CERTIFICATE = "tls.wrong-certificate";

    private WaitsFor() {}

    /**
     * A sentence without a final stop.
     *
     * @param shipId the device's
     * @param ski its key, as far as it is known
     * @param visible who announces itself on the network
     * @param status how the device stands at the hub, if it knows it
     */
    static String sentence(
            String shipId, Optional<Ski> ski, List<VisibleDevice> visible, Optional<DeviceStatus> status) {
        if (status.filter(device -> device.stage().equals(DeviceStatus.ESTABLISHED))
                .isPresent()) {
            return "nothing more: the device is connected";
        }
        if (status.filter(device -> device.stage().equals(ShipPhase.HELLO_READY_LISTEN.phaseName()))
                .isPresent()) {
            return "the device is connected and has not followed the announcement yet; when it has lost another control"
                    + " unit lately, it follows 15 minutes after that; it may also be confirmed at the device";
        }
        Optional<DeviceStatus.Trouble> trouble = status.flatMap(DeviceStatus::trouble);
        if (trouble.filter(last -> last.code().equals(WRONG_CERTIFICATE)).isPresent()) {
            return "the device that answers has another certificate than its code says: it was renewed, or the code"
                    + " belongs to another device; scan the code that it shows now";
        }
        boolean seen = visible.stream().anyMatch(device -> isIt(device, shipId, ski));
        if (!seen) {
            return "no device announces itself as " + shipId + ": is it switched on, and in this network?";
        }
        if (ski.isEmpty()) {
            return "the device is seen; its certificate is asked for, as its code does not tell its key";
        }
        return trouble.map(
                        last -> "the device is seen; the last attempt failed with " + last.code() + ": " + last.hint())
                .orElse("the device is seen; it has not come, and not followed the announcement yet");
    }

    private static boolean isIt(VisibleDevice device, String shipId, Optional<Ski> ski) {
        return ski.map(known -> known.equals(device.ski()))
                .orElse(device.shipId().equals(shipId));
    }
}
