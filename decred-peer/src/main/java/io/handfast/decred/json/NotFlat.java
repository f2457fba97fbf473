// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.json;

/** A line that is not the JSON object it should be; the message says why, in words for people. */
public final class NotFlat extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * A complaint.
     *
     * @param why in a few words
     */
    public NotFlat(String why) {
        super(why);
    }

    /**
     * Why.
     *
     * @return a few words
     */
    public String why() {
        return String.valueOf(getMessage());
    }

    /**
     * The same with its place.
     *
     * @param number of the line, from 1
     * @return not thrown
     */
    public NotFlat inLine(int number) {
        return new NotFlat("line " + number + ": " + why());
    }
}
