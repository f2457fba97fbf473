// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.Optional;

/**
 * {@code data} (13.4.5): a message of the application.
 *
 * @param protocolId {@code header.protocolId}: {@value #SPINE} in all known stacks. Others are kept: most peers
 *     ignore this member
 * @param payload {@code payload}: the application's own JSON value, byte for byte as it came or goes; never null
 *     in the sense of JSON
 * @param extension {@code extension}; nobody is known to send it
 */
public record Data(String protocolId, RawJson payload, Optional<Extension> extension) implements KnownMessage {
    /** The protocol id of SPINE. */
    public static final String SPINE = "ee1.0";

    /**
     * A message of the application.
     *
     * @throws IllegalArgumentException when the payload is JSON's {@code null}
     */
    public Data {
        Values.requireText(protocolId, "protocolId");
        if (payload.isNull()) {
            throw new IllegalArgumentException("payload is null");
        }
    }

    /**
     * A SPINE datagram.
     *
     * @param payload the object {@code {"datagram":[...]}}
     * @return the message that carries it
     * @throws IllegalArgumentException when the payload is JSON's {@code null}
     */
    public static Data spine(RawJson payload) {
        return new Data(SPINE, payload, Optional.empty());
    }

    @Override
    public MessageType type() {
        return MessageType.DATA;
    }
}
