// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

/** A way in which a recorded dialogue is used by a default test. */
public enum Use {
    /** SHIP on virtual time, ours in the place of ship-go. */
    SHIP_GO("SHIP, in the place of ship-go", "ReplayTest"),
    /** SHIP on virtual time, ours in the place of its partner. */
    PROBE("SHIP, in the place of its partner", "ReplayTest"),
    /** SHIP over WebSocket frames as bytes on virtual time, ours in the place of ship-go. */
    FRAMES_SHIP_GO("SHIP over WebSocket bytes, in the place of ship-go", "ReplayTest"),
    /** SHIP over WebSocket frames as bytes on virtual time, ours in the place of its partner. */
    FRAMES_PROBE("SHIP over WebSocket bytes, in the place of its partner", "ReplayTest"),
    /** TLS, HTTP and what our hub makes of them, over loopback, ours in the place of ship-go. */
    ENDPOINT("TLS and upgrade, in the place of ship-go", "RecordedEndpointTest"),
    /** All connections of the record at our hub's device actor on virtual time, in the place of ship-go. */
    HUB_SHIP_GO("several connections at our hub, in the place of ship-go", "RecordedHubTest"),
    /** All connections of the record at our hub's device actor on virtual time, in the place of its partner. */
    HUB_PROBE("several connections at our hub, in the place of its partner", "RecordedHubTest");

    private final String text;
    private final String test;

    Use(String text, String test) {
        this.text = text;
        this.test = test;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** The simple name of the test class that plays it. */
    public String test() {
        return test;
    }

    /** Whose place ours takes. */
    public Place place() {
        return this == PROBE || this == FRAMES_PROBE || this == HUB_PROBE ? Place.PROBE : Place.SHIP_GO;
    }

    /** Whether it is played in this module, by {@link Replay}. */
    boolean isShip() {
        return test.equals("ReplayTest");
    }

    /** Whether frames travel as bytes. */
    boolean isBytes() {
        return this == FRAMES_SHIP_GO || this == FRAMES_PROBE;
    }
}
