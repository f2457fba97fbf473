// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.Optional;

/**
 * {@code data.extension} (13.4.5): something a manufacturer adds to a message.
 *
 * @param extensionId {@code extensionId}
 * @param binary {@code binary}: an even number of hexadecimal digits
 * @param string {@code string}
 */
public record Extension(Optional<String> extensionId, Optional<String> binary, Optional<String> string) {
    /**
     * An extension.
     *
     * @throws IllegalArgumentException when {@code binary} is not hexadecimal
     */
    public Extension {
        extensionId.ifPresent(text -> Values.requireText(text, "extensionId"));
        binary.ifPresent(Values::requireHex);
        string.ifPresent(text -> Values.requireText(text, "string"));
    }
}
