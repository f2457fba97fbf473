// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.SeederAnswer;
import io.handfast.decred.wire.message.Services;
import java.time.Instant;
import java.util.Optional;

/**
 * What a crawl found at an address.
 *
 * @param address where
 * @param at when the visit was over
 * @param node what the node said about itself, also where the handshake failed after that; empty when it said nothing
 * @param failure why the handshake was not completed; empty for a reachable node
 * @param phases each phase with its milliseconds, such as {@code tcp 12.3, await-version 45.1}
 * @param learnt how many addresses it told
 */
public record CrawledNode(
        PeerAddress address, Instant at, Optional<Said> node, Optional<Failure> failure, String phases, int learnt) {
    /**
     * What a node says about itself.
     *
     * @param protocolVersion the highest it speaks
     * @param services what it offers
     * @param userAgent its software
     * @param height of its chain
     */
    public record Said(int protocolVersion, Services services, String userAgent, int height) {}

    /**
     * Why a handshake was not completed.
     *
     * @param code a failure code
     * @param phase where
     * @param expected what should have come
     * @param got what came
     */
    public record Failure(String code, String phase, String expected, String got) {}

    /**
     * Whether the handshake was completed.
     *
     * @return true for nodes that others can use
     */
    public boolean isReachable() {
        return failure.isEmpty();
    }

    /**
     * As a seeder tells of it.
     *
     * @return empty when it is not reachable, or an onion service, which seeders do not tell of
     */
    public Optional<SeederAnswer.Told> told() {
        return isReachable() && !address.isOnion()
                ? node.map(said -> new SeederAnswer.Told(address, said.services(), said.protocolVersion()))
                : Optional.empty();
    }
}
