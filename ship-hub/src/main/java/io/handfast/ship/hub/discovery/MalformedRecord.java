// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

/** A service record or QR text that cannot be used. Never repeats a secret; the message is one printable line. */
public final class MalformedRecord extends Exception {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_CHARACTERS = 80;

    private final DiscoveryFailure code;
    private final String key;

    MalformedRecord(DiscoveryFailure code, String key, String expected, String got) {
        super(code.code() + " in " + key + ": expected " + expected + ", got " + shown(got));
        this.code = code;
        this.key = key;
    }

    private static String shown(String text) {
        String cut = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
        return Printable.replaced(cut);
    }

    /**
     * What is wrong.
     *
     * @return a code documented in {@code docs/failures.md}
     */
    public DiscoveryFailure code() {
        return code;
    }

    /**
     * Where it is wrong.
     *
     * @return the key as the specification writes it, {@code TXT} or {@code QR} when it is about the whole
     */
    public String key() {
        return key;
    }
}
