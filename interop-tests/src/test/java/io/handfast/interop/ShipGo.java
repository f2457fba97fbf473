// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

/** The versions of ship-go that there are programs for. */
public enum ShipGo {
    /** Release of September 2024: in most installations; SKI strings, no limit, no read limit. */
    V2024("shipgo-2024", "v0.6.0"),
    /** Development line of July 2025. */
    V2025("shipgo-2025", "v0.0.0-20250703120135-5a60c7a2e4e5"),
    /** Development line of July 2026, as evcc ships it: 503 at ten connections, messages up to 100 KiB. */
    V2026("shipgo-2026", "v0.6.1-0.20260720110450-0aa90f64ac76");

    private final String program;
    private final String version;

    ShipGo(String program, String version) {
        this.program = program;
        this.version = version;
    }

    /**
     * The folder below {@code go/}, also the program's name.
     *
     * @return for example {@code shipgo-2024}
     */
    public String program() {
        return program;
    }

    /**
     * What the program reports as its library's version.
     *
     * @return a Go module version
     */
    public String version() {
        return version;
    }

    /**
     * How long this version waits before it dials what it sees for the first time: the old ones dial at once when
     * trust was given by hand, the new one after a random time of up to three seconds.
     *
     * @return whether the first dial comes at once
     */
    public boolean dialsAtOnce() {
        return this != V2026;
    }
}
