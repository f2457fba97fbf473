// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import java.io.IOException;

/** How a hub under test is started; another way may put something between the hub and what it is given. */
@FunctionalInterface
interface HubStarter {
    /** As it is. */
    HubStarter PLAIN = (settings, own, network, trust, application, listener, environment) ->
            ShipHub.start(settings, own, _ -> network, trust, application, listener, environment);

    /** Starts it. */
    ShipHub start(
            HubSettings settings,
            Ski own,
            Gateway network,
            TrustStore trust,
            HubApplication application,
            HubListener listener,
            Environment environment)
            throws IOException;
}
