// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** What a case needs somebody to do at the device. */
public enum OperatorRequest {
    /** Trust the tester. */
    TRUST("trust the tester's SKI on the device"),
    /** Take the trust back, so that the device ends the connection. */
    REVOKE_TRUST("remove the tester from the device's trusted partners"),
    /** Make the device dial the tester soon; one that does so by itself needs nothing. */
    DIAL("make the device connect to the tester"),
    /** Make the device send a SPINE read to the tester. */
    READ_DATA("make the device read data of the tester");

    private final String words;

    OperatorRequest(String words) {
        this.words = words;
    }

    /**
     * The request for people.
     *
     * @return an imperative
     */
    public String words() {
        return words;
    }
}
