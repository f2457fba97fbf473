// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.CloseReason;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.Established;
import io.handfast.ship.PinTerms;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is said of a device: to the operator as events, to everybody as its status. Written by the device's actor
 * alone; the status may be read by all.
 */
final class DeviceDiary {
    private final Ski ski;
    private final HubContext hub;
    private final Redial redial;
    private Standing standing;
    private ConnectionState resting;
    private Optional<DeviceStatus.Trouble> trouble = Optional.empty();
    private Optional<PinTerms.Wish> pinWish = Optional.empty();
    private volatile DeviceStatus status;

    DeviceDiary(Ski ski, HubContext hub, Redial redial, boolean trusted) {
        this.ski = ski;
        this.hub = hub;
        this.redial = redial;
        this.standing = trusted ? Standing.TRUSTED : Standing.UNKNOWN;
        this.resting = trusted ? ConnectionState.QUEUED : ConnectionState.NONE;
        this.status = statusOf(Optional.empty(), now());
    }

    DeviceStatus status() {
        return status;
    }

    /** Makes the status of now what everybody sees. */
    void publish(Optional<Contender> leading) {
        DeviceStatus before = status;
        DeviceStatus after = statusOf(leading, before.since());
        if (!after.stage().equals(before.stage())) {
            after = statusOf(leading, now());
        }
        status = after;
        if (before.state() != after.state()) {
            hub.changed(before, after);
        }
    }

    private DeviceStatus statusOf(Optional<Contender> leading, Instant since) {
        Optional<TrustStore.TrustedDevice> device = hub.trust().find(ski);
        return new DeviceStatus(
                ski,
                device.map(TrustStore.TrustedDevice::name).orElse(""),
                device.flatMap(TrustStore.TrustedDevice::shipId),
                standing,
                leading.map(DeviceDiary::stateOf).orElse(resting),
                leading.map(DeviceDiary::stageOf).orElse(DeviceStatus.SEEN),
                since,
                leading.map(Contender::role),
                redial.addresses(),
                redial.attempts(),
                redial.at() == NEVER ? Optional.empty() : untilNext().map(now()::plus),
                redial.waitsForRoom(),
                redial.staysAway(),
                pinWish,
                trouble);
    }

    private static ConnectionState stateOf(Contender contender) {
        if (contender.connection().isPresent()) {
            return ConnectionState.COMPLETED;
        }
        return contender.phase() instanceof ShipPhase phase ? phase.connectionState() : ConnectionState.QUEUED;
    }

    private static String stageOf(Contender contender) {
        return contender.connection().isPresent()
                ? DeviceStatus.ESTABLISHED
                : contender.phase().phaseName();
    }

    void trusted(boolean now) {
        pinWish = Optional.empty();
        standing = now ? Standing.TRUSTED : Standing.UNKNOWN;
        resting = now ? ConnectionState.QUEUED : ConnectionState.NONE;
        trouble = Optional.empty();
        tell(now ? HubEvent.Kind.TRUSTED : HubEvent.Kind.FORGOTTEN, DeviceStatus.SEEN, now ? "trusted" : "forgotten");
    }

    void dialling(Candidates candidates) {
        tell(HubEvent.Kind.DIALLING, ConnectPhase.TCP.phaseName(), "at " + candidates);
    }

    void pinWanted(PinTerms.Wish wish, Optional<Contender> leading) {
        pinWish = Optional.of(wish);
        String text = (wish.refused() ? "the PIN was wrong, it wants another one" : "wants a PIN")
                + (wish.required() ? "" : "; without it some things may not work");
        tell(HubEvent.Kind.PIN_WANTED, leading.map(DeviceDiary::stageOf).orElse(DeviceStatus.SEEN), text);
    }

    void pinEntered() {
        pinWish = Optional.empty();
    }

    void restricted(Restriction restriction) {
        if (!restriction.ofUs()) {
            pinWish = Optional.empty();
        }
    }

    void knocked() {
        tell(HubEvent.Kind.KNOCKED, ConnectPhase.WEBSOCKET.phaseName(), "dialled us");
    }

    void turnedAway(boolean staysAway) {
        String why = staysAway ? "although it shall stay away" : "while two connections of it are under way";
        tell(HubEvent.Kind.REFUSED, ConnectPhase.WEBSOCKET.phaseName(), "dialled us " + why);
    }

    void waitsForRoom(int taken) {
        String text = "all " + taken + " connections are taken: dialled as soon as one is free";
        tell(HubEvent.Kind.QUEUED, DeviceStatus.SEEN, text);
    }

    void asksForTrust() {
        standing = Standing.PENDING;
        tell(HubEvent.Kind.PENDING, ShipPhase.HELLO_PENDING_LISTEN.phaseName(), "asks to be trusted");
    }

    void doubleConnection(Contender second) {
        String by = second.role() == Role.CLIENT ? "we dialled it" : "it dialled us";
        tell(HubEvent.Kind.DOUBLE, DeviceStatus.ESTABLISHED, "a second connection got through: " + by);
    }

    void connected(Contender contender, Established established) {
        trouble = Optional.empty();
        resting = ConnectionState.QUEUED;
        restricted(established.restriction());
        String text = "SHIP ID " + established.shipId() + ", handshake "
                + established.report().total().toMillis() + " ms as "
                + (contender.role() == Role.CLIENT ? "client" : "server");
        tell(HubEvent.Kind.CONNECTED, DeviceStatus.ESTABLISHED, text);
    }

    /** A connection beside another one has ended: no trouble, that is how double connections end. */
    void outdone(Contender contender, HandshakeException failure) {
        String text =
                "the other connection stays; this one ended: expected " + failure.expected() + ", got " + failure.got();
        tell(HubEvent.Kind.DOUBLE, contender.phase().phaseName(), text);
    }

    void failed(Contender contender, String stage, HandshakeException failure) {
        if (standing == Standing.PENDING) {
            standing = Standing.UNKNOWN;
        }
        resting = restAfter(contender);
        trouble = Optional.of(DeviceStatus.Trouble.of(now(), stage, failure));
        hub.tell(
                HubEvent.Kind.FAILED,
                Optional.of(ski),
                name(),
                stage,
                "expected " + failure.expected() + ", got " + failure.got(),
                Optional.of(failure),
                untilNext());
    }

    /** A handshake leaves the state it ended in until the next begins; before the handshake nothing was reached. */
    private ConnectionState restAfter(Contender contender) {
        ConnectionState last = stateOf(contender);
        boolean dialledAgain = last == ConnectionState.NONE || last == ConnectionState.QUEUED;
        return dialledAgain && standing == Standing.TRUSTED ? ConnectionState.QUEUED : last;
    }

    /** An established connection has ended. */
    void closed(CloseReason reason, boolean outdone) {
        String text = outdone ? "replaced by a newer connection" : reason.kind() + ": " + reason.detail();
        if (!outdone) {
            trouble = reason.failure().map(e -> DeviceStatus.Trouble.of(now(), DeviceStatus.ESTABLISHED, e));
        }
        hub.tell(
                HubEvent.Kind.DISCONNECTED,
                Optional.of(ski),
                name(),
                DeviceStatus.ESTABLISHED,
                text,
                reason.failure(),
                untilNext());
    }

    private void tell(HubEvent.Kind kind, String stage, String text) {
        hub.tell(kind, Optional.of(ski), name(), stage, text, Optional.empty(), Optional.empty());
    }

    private Optional<Duration> untilNext() {
        return redial.at() == NEVER
                ? Optional.empty()
                : Optional.of(redial.at().remaining(hub.environment().time()));
    }

    private Instant now() {
        return hub.environment().time().wallClock();
    }

    private String name() {
        return hub.trust().find(ski).map(TrustStore.TrustedDevice::name).orElse("");
    }
}
