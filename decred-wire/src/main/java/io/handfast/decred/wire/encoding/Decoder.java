// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/**
 * Reads one thing: a message, or an item of a list.
 *
 * @param <T> what it is
 */
@FunctionalInterface
public interface Decoder<T> {
    /**
     * Reads one.
     *
     * @param in stands at its first byte
     * @return the thing
     * @throws MalformedMessage when there is none
     */
    T read(WireReader in) throws MalformedMessage;
}
