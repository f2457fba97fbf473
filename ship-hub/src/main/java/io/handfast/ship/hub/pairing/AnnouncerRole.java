// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.PairingRecord;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The control unit that has scanned QR codes: trusts each device first, then announces itself to it until the two are
 * connected or its lifetime is over. Owned by the service's thread.
 */
final class AnnouncerRole {
    private static final int NONCE_BYTES = 16;
    /** A name on the network has 63 bytes, and gets a number behind it. */
    private static final int MAX_NAME_BYTES = 40;

    private record Active(PairedDevice device, Discovery.Announcement announcement, Deadline until) {}

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
        return active.values().stream().map(Active::until).reduce(NEVER, Deadline::earliest);
    }

    void announce(PairingTarget target) {
        PairedDevice device = target.device();
        if (!context.change(state -> state.with(device))) {
            return;
        }
        if (device.ski().isPresent() && !context.trust(device, device.ski().get())) {
            return;
        }
        if (context.isConnected(device)) {
            context.tell(PairingEvent.Kind.WITHDRAWN, Optional.of(device), "it is connected already");
            return;
        }
        withdraw(target.shipId(), "announced anew");
        PairingRecord record =
                target.record(context.settings().shipId(), context.settings().certificate(), nonce());
        number++;
        String name = cut(context.settings().instance()) + "-pairing#" + number;
        Discovery.Announcement announcement = context.network()
                .announce(new LocalService(
                        PairingRecord.SERVICE_TYPE, name, context.hub().port(), record.txt()));
        Deadline until = context.time().in(context.settings().lifetime());
        active.put(target.shipId(), new Active(device, announcement, until));
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
            one.announcement().close();
            context.tell(PairingEvent.Kind.WITHDRAWN, Optional.of(one.device()), why);
        });
    }

    /** The device trusts us, then: what we announce has served its purpose. */
    void connected(Ski ski) {
        context.trust().state().device(ski).ifPresent(device -> withdraw(device.shipId(), "connected"));
    }

    void expired() {
        List<String> over = active.entrySet().stream()
                .filter(entry -> entry.getValue().until().passed(context.time()))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(shipId -> withdraw(shipId, "after " + context.settings().lifetime()));
    }

    void close() {
        active.values().forEach(one -> one.announcement().close());
        active.clear();
    }
}
