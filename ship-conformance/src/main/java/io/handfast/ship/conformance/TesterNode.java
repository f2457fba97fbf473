// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.NodeIdentity;
import java.net.InetSocketAddress;

/**
 * One of the tester's two nodes on the network.
 *
 * @param identity its certificate and key; a device that has to trust it wants the same one each time
 * @param listen where a device may dial it; port 0 lets the system choose
 */
public record TesterNode(NodeIdentity identity, InetSocketAddress listen) {}
