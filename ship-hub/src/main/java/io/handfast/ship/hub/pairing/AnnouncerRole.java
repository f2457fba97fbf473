// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.PairingRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The control unit that has scanned QR codes: trusts each device first, then announces itself to it until the two are
 * connected or its lifetime is over. Owned by the service's thread.
 *
 * <p>We dial a device as soon as we trust it, so often before it has seen our record. ship-go (2026) takes us for a
 * stranger then, and goes on waiting for its user although it has followed our record meanwhile. So a connection that
 * waits is given up and made anew, after ever longer pauses.
 */
final class AnnouncerRole {
    private static final int NONCE_BYTES = 16;
    /** A name on the network has 63 bytes, and gets a number behind it. */
    private static final int MAX_NAME_BYTES = 40;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    /** So long a connection that was given up has time to end. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    /** One device that is announced to. */
    private static final class Active {
        private final PairedDevice device;
        private final Discovery.Announcement announcement;
        private final Deadline until;
        private Duration pause = FIRST_PAUSE;
        private Deadline lookAt;
        private Optional<Ski> givenUp = Optional.empty();

        Active(PairedDevice device, Discovery.Announcement announcement, Deadline until, Deadline lookAt) {
            this.device = device;
            this.announcement = announcement;
            this.until = until;
            this.lookAt = lookAt;
        }
    }

    private final PairingContext context;
    private final Map<String, Active> active = new LinkedHashMap<>();
    private int number;

    AnnouncerRole(PairingContext context) {
        this.context = context;
    }

    List<String> announcing() {
        return List.copyOf(active.keySet());
    }

    Deadline next() {
        return active.values().stream()
                .map(one -> earliest(one.until, one.lookAt))
                .reduce(NEVER, Deadline::earliest);
    }

    void announce(PairingTarget target) {
        PairedDevice device = target.device();
        if (!context.change(state -> state.with(device))) {
            return;
        }
        if (device.ski().isPresent() && !context.trust(device, device.ski().get())) {
            return;
        }
        withdraw(target.shipId(), "announced anew");
        if (context.isConnected(device)) {
            context.tell(PairingEvent.Kind.WITHDRAWN, Optional.of(device), "it is connected already");
            return;
        }
        PairingRecord record =
                target.record(context.settings().shipId(), context.settings().certificate(), nonce());
        number++;
        String name = cut(context.settings().instance()) + "-pairing#" + number;
        Discovery.Announcement announcement = context.network()
                .announce(new LocalService(
                        PairingRecord.SERVICE_TYPE, name, context.hub().port(), record.txt()));
        Deadline until = context.time().in(context.settings().lifetime());
        active.put(
                target.shipId(),
                new Active(device, announcement, until, context.time().in(FIRST_PAUSE)));
        context.tell(PairingEvent.Kind.ANNOUNCING, Optional.of(device), "as " + name);
    }

    private static String cut(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        context.environment().entropy().fill(bytes);
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    void withdraw(String shipId, String why) {
        Optional.ofNullable(active.remove(shipId)).ifPresent(one -> {
            end(one);
            context.tell(PairingEvent.Kind.WITHDRAWN, Optional.of(one.device), why);
        });
    }

    private void end(Active one) {
        one.announcement.close();
        one.givenUp.ifPresent(context.hub()::connect);
    }

    /** The device trusts us, then: what we announce has served its purpose. */
    void connected(Ski ski) {
        context.trust().state().device(ski).ifPresent(device -> withdraw(device.shipId(), "connected"));
    }

    void expired() {
        active.values().stream()
                .filter(one -> one.lookAt.passed(context.time()))
                .forEach(this::look);
        List<String> over = active.entrySet().stream()
                .filter(entry -> entry.getValue().until.passed(context.time()))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(shipId -> withdraw(shipId, "after " + context.settings().lifetime()));
    }

    private void look(Active one) {
        if (one.givenUp.isPresent()) {
            one.givenUp.ifPresent(context.hub()::connect);
            one.givenUp = Optional.empty();
            one.pause = one.pause.multipliedBy(2);
            one.lookAt = context.time().in(one.pause);
            return;
        }
        Optional<Ski> waiting = context.trust()
                .state()
                .device(one.device.shipId())
                .flatMap(PairedDevice::ski)
                .filter(this::waitsForItsUser);
        waiting.ifPresent(context.hub()::disconnect);
        one.givenUp = waiting;
        one.lookAt = context.time().in(waiting.isPresent() ? ENDING : one.pause);
    }

    /** A hello takes milliseconds, unless somebody is asked; we are not. */
    private boolean waitsForItsUser(Ski ski) {
        return context.hub()
                .device(ski)
                .map(DeviceStatus::stage)
                .filter(ShipPhase.HELLO_READY_LISTEN.phaseName()::equals)
                .isPresent();
    }

    void close() {
        active.values().forEach(this::end);
        active.clear();
    }
}
