// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

/**
 * A service as it is announced.
 *
 * @param type such as {@link ServiceRecord#SERVICE_TYPE}
 * @param instance its name, for people; at most 63 bytes of UTF-8
 * @param port where it listens, 1 to 65535
 * @param txt what it says about itself
 */
public record LocalService(String type, String instance, int port, TxtRecord txt) {
    private static final int MAX_LABEL_BYTES = 63;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when name or port are none
     */
    public LocalService {
        if (instance.isBlank()
                || !Printable.isPrintable(instance)
                || Printable.sizeInBytes(instance) > MAX_LABEL_BYTES) {
            throw new IllegalArgumentException(
                    "a service has a name of at most 63 bytes, got: " + Printable.replaced(instance));
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a service listens on a port, got: " + port);
        }
    }

    /**
     * The same with other data.
     *
     * @param other the whole record
     * @return a service
     */
    public LocalService withTxt(TxtRecord other) {
        return new LocalService(type, instance, port, other);
    }
}
