// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Link;
import java.time.Duration;

/**
 * The protocol's times. Defaults are those of ship-go where the specification gives a range.
 *
 * @param settle pause before our first message, our hello, and after the peer's approval: a ship-go on a busy
 *     machine loses what comes in the moment of its own state changes (quirk of all its generations)
 * @param cmi wait for the connection mode, SHIP 13.4.3: 10 to 30 s
 * @param helloInit Wait-For-Ready-Timer T_hello_init and its increment T_hello_inc, 60 to 240 s
 * @param pairingWindow how long an undecided peer, or one that a user has to type a PIN for, may wait in all; the
 *     protocol sets no limit
 * @param protocol wait in each step of the protocol handshake, 10 s
 * @param pin wait for the first PIN state and for the answer to a PIN; the specification has none
 * @param access wait for the peer's access methods
 * @param closeMaxTime maxTime announced at termination
 * @param pace how many times faster than usual the hello's fixed times run, 1 for what the specification says; more
 *     only between two sides that both know of it, such as those of a demonstration
 */
public record ShipTimers(
        Duration settle,
        Duration cmi,
        Duration helloInit,
        Duration pairingWindow,
        Duration protocol,
        Duration pin,
        Duration access,
        Duration closeMaxTime,
        int pace) {
    /** T_hello_prolong_thr_inc: no prolongation is asked for when less than this was granted. */
    public static final Duration PROLONG_THRESHOLD = Duration.ofSeconds(30);
    /** T_hello_prolong_waiting_gap: how long before the granted time ends a prolongation is asked for. */
    public static final Duration PROLONG_GAP = Duration.ofSeconds(15);
    /** After a confirmation: how long the announcing side has to close. */
    public static final Duration CLOSE_GRACE = Duration.ofMillis(500);
    /** How long the close handshake of the WebSocket may take. */
    public static final Duration LEAVE = Duration.ofSeconds(2);
    /** The answer to a request for more time may cross our approval: such a hello is forgiven for this long. */
    public static final Duration LATE_HELLO = Duration.ofSeconds(1);

    /** A ship-go that waits aborts, or loses its timers, when less is announced (quirk). */
    private static final Duration LEAST_ANNOUNCED = Duration.ofSeconds(30);

    /** Rejects a pace that stands still. */
    public ShipTimers {
        if (pace < 1) {
            throw new IllegalArgumentException("a pace is at least 1, not " + pace);
        }
    }

    /**
     * Times with the hello's fixed ones as the specification has them.
     *
     * @param settle pause before our first message, our hello, and after the peer's approval
     * @param cmi wait for the connection mode
     * @param helloInit Wait-For-Ready-Timer and its increment
     * @param pairingWindow how long an undecided peer may wait in all
     * @param protocol wait in each step of the protocol handshake
     * @param pin wait for the first PIN state and for the answer to a PIN
     * @param access wait for the peer's access methods
     * @param closeMaxTime maxTime announced at termination
     */
    public ShipTimers(
            Duration settle,
            Duration cmi,
            Duration helloInit,
            Duration pairingWindow,
            Duration protocol,
            Duration pin,
            Duration access,
            Duration closeMaxTime) {
        this(settle, cmi, helloInit, pairingWindow, protocol, pin, access, closeMaxTime, 1);
    }

    /**
     * The usual times.
     *
     * @return 20 ms settle, 10 s waits, 60 s hello, two hours for a user to decide
     */
    public static ShipTimers usual() {
        Duration ten = Duration.ofSeconds(10);
        return new ShipTimers(
                Duration.ofMillis(20),
                ten,
                Duration.ofSeconds(60),
                Duration.ofHours(2),
                ten,
                ten,
                ten,
                Duration.ofMillis(500));
    }

    /**
     * The same with another window.
     *
     * @param window how long a user has to decide about a peer or to type a PIN; zero where there is no user
     * @return new times
     */
    public ShipTimers withPairingWindow(Duration window) {
        return new ShipTimers(settle, cmi, helloInit, window, protocol, pin, access, closeMaxTime, pace);
    }

    /**
     * The same with a hello that runs faster: all its times are divided, so that what takes minutes can be shown in
     * seconds. Both sides have to do it.
     *
     * @param times how many times faster, at least 1
     * @return new times
     */
    public ShipTimers faster(int times) {
        return new ShipTimers(
                settle,
                cmi,
                helloInit.dividedBy(times),
                pairingWindow,
                protocol,
                pin,
                access,
                closeMaxTime,
                Math.multiplyExact(pace, times));
    }

    /**
     * {@link #PROLONG_THRESHOLD} at this pace.
     *
     * @return no prolongation is asked for when less than this was granted
     */
    public Duration prolongThreshold() {
        return PROLONG_THRESHOLD.dividedBy(pace);
    }

    /**
     * {@link #PROLONG_GAP} at this pace.
     *
     * @return how long before the granted time ends a prolongation is asked for
     */
    public Duration prolongGap() {
        return PROLONG_GAP.dividedBy(pace);
    }

    /**
     * What is announced at least, however little is left: 30 s at the usual pace.
     *
     * @return a lower bound for {@code waiting}
     */
    public Duration leastAnnounced() {
        return LEAST_ANNOUNCED.dividedBy(pace);
    }

    /**
     * Bounds of a SHIP link: 256 KiB in, 1 MiB out, 10 s for a write (ship-go's), 5 s for a slow application, a
     * ping after 50 s of silence and the end 10 s later.
     *
     * @return settings for {@link Link#open}
     */
    public static Link.Settings link() {
        return new Link.Settings(
                256 * 1024,
                1024 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(50),
                Duration.ofSeconds(60));
    }
}
