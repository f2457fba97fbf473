// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.ship.conformance.NetworkDevice;
import io.handfast.ship.conformance.OperatorRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks the person at the terminal; {@code n} says that it cannot be done. Nobody is asked to make the device dial: most
 * do so by themselves, and the case waits for it anyway.
 *
 * @param say shows a line
 * @param answers what is typed
 * @param address where the tester's node with an SKI is dialled
 */
record PromptOperator(Consumer<String> say, BufferedReader answers, Function<Ski, String> address)
        implements NetworkDevice.Operator {
    @Override
    public boolean request(OperatorRequest what, Ski tester) {
        String who = "SKI " + TrustQuestion.grouped(tester);
        switch (what) {
            case TRUST -> say.accept("trust " + who + " at the device");
            case REVOKE_TRUST -> say.accept("remove " + who + " from the device's trusted partners");
            case READ_DATA -> say.accept("make the device read data of " + who);
            case DIAL -> {
                say.accept("waiting for the device to dial " + who + " at " + address.apply(tester)
                        + "; make it do so if it does not by itself");
                return true;
            }
        }
        say.accept("then press Enter; n when that is not possible");
        return answer();
    }

    private boolean answer() {
        try {
            String line = answers.readLine();
            return line != null && !line.strip().toLowerCase(Locale.ROOT).startsWith("n");
        } catch (IOException _) {
            return false; // the terminal is gone, and whoever sat there
        }
    }
}
