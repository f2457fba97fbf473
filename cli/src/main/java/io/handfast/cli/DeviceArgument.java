// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import picocli.CommandLine.Parameters;

/** Which device is meant: the same for all commands that want to know. */
final class DeviceArgument {
    @Parameters(paramLabel = "DEVICE", description = "Its SKI, the beginning of it (4 digits or more), or its name.")
    private String named = "";

    String ski(RemoteHub hub) throws RemoteException {
        return hub.ski(named);
    }
}
