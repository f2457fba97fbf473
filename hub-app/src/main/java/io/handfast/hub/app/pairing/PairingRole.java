// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which part a hub takes in the SHIP Pairing Service; the values of {@code pairing_service}. */
public enum PairingRole {
    /** None. */
    OFF(false, false),
    /** Its own QR code has a secret; who has seen that is trusted without a question. */
    LISTENER(true, false),
    /** It is told the QR codes of devices, and announces itself to them. */
    ANNOUNCER(false, true),
    /** Both of these. */
    BOTH(true, true);

    private final boolean listens;
    private final boolean announces;

    PairingRole(boolean listens, boolean announces) {
        this.listens = listens;
        this.announces = announces;
    }

    /**
     * Whether its QR code has a secret.
     *
     * @return true for a listener
     */
    public boolean listens() {
        return listens;
    }

    /**
     * Whether it can be told the QR codes of devices.
     *
     * @return true for an announcer
     */
    public boolean announces() {
        return announces;
    }

    /**
     * As it stands in the configuration.
     *
     * @return lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What may stand there.
     *
     * @return all of them
     */
    public static List<String> words() {
        return Stream.of(values()).map(PairingRole::word).toList();
    }

    /**
     * The one of a word.
     *
     * @param word one of {@link #words}
     * @return its role
     */
    public static PairingRole of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
