// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.DecidedBy;
import io.handfast.hub.app.PairingFile;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.VisibleDevice;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.hub.pairing.PairingService;
import io.handfast.ship.hub.pairing.PairingSettings;
import io.handfast.ship.hub.pairing.PairingStanding;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.PairingTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A hub's part in the SHIP Pairing Service: what people and programs can ask of it, and what is under way. Knows its
 * announcements from the service's events. All methods may be called from any thread; those that decide something return
 * when it is stored.
 */
public final class HubPairing implements AutoCloseable {
    /** As long as a disk may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PairingRole role;
    private final PairingFile file;
    private final Supplier<Deadline> endOfOne;
    private final Optional<Running> running;
    private final Map<Fingerprint, Begun> active = new ConcurrentHashMap<>();
    private final Semaphore oneAtATime = new Semaphore(1);
    private volatile Optional<Asked> asked = Optional.empty();
    private volatile Optional<PairingSecret> secret;

    private record Running(PairingSurroundings around, PairingService service) {}

    /** An announcement. */
    private record Begun(PairedDevice device, Instant since, Deadline until) {}

    /** Somebody waits for what becomes of a device. */
    private record Asked(Fingerprint certificate, Inbox<PairingEvent> answers) {
        boolean isAbout(PairingEvent event) {
            return event.device()
                    .map(device -> device.certificate().equals(certificate))
                    .orElse(true);
        }
    }

    private HubPairing(PairingRole role, PairingFile file) {
        this.role = role;
        this.file = file;
        this.endOfOne = () -> Deadline.NEVER;
        this.running = Optional.empty();
        this.secret = Optional.empty();
    }

    private HubPairing(
            PairingRole role, PairingSurroundings around, Optional<PairingSecret> secret, Consumer<PairingEvent> ear) {
        this.role = role;
        this.file = around.file();
        this.endOfOne = () -> around.environment().time().in(around.settings().lifetime());
        this.secret = secret;
        PairingService service = PairingService.begin(
                around.hub(),
                around.trust(),
                around.discovery(),
                secret.map(around.settings()::listening).orElse(around.settings()),
                around.environment(),
                event -> told(event, ear));
        this.running = Optional.of(new Running(around, service));
    }

    /**
     * One that does nothing.
     *
     * @param role which part it would take, were there a network
     * @param file who is paired
     * @return not running
     */
    public static HubPairing idle(PairingRole role, PairingFile file) {
        return new HubPairing(role, file);
    }

    /**
     * Begins. Returns at once.
     *
     * @param role which part it takes
     * @param around what it works with; not closed with this
     * @param secret of the hub's QR code, for one that listens
     * @param ear is told what happens, in order, on a thread of its own
     * @return to be closed before discovery and hub
     */
    public static HubPairing begin(
            PairingRole role, PairingSurroundings around, Optional<PairingSecret> secret, Consumer<PairingEvent> ear) {
        return new HubPairing(role, around, secret, ear);
    }

    // ---- how it stands

    /**
     * Which part it is to take.
     *
     * @return as configured
     */
    public PairingRole role() {
        return role;
    }

    /**
     * Whether it takes it.
     *
     * @return false when it is off, or there is no multicast DNS
     */
    public boolean isRunning() {
        return running.isPresent();
    }

    /**
     * How the service stands.
     *
     * @return a snapshot; empty when it does not run
     */
    public Optional<PairingStanding> standing() {
        return running.map(now -> now.service().standing());
    }

    /**
     * Whom the hub trusts by a certificate, as it is stored.
     *
     * @return a snapshot
     */
    public PairingState paired() {
        return file.load();
    }

    /**
     * The secret of the hub's QR code. To be shown to whoever may control the hub, and to nobody else.
     *
     * @return empty when the hub does not listen
     */
    public Optional<PairingSecret> secret() {
        return secret;
    }

    /**
     * To whom the hub announces itself.
     *
     * @return with what each waits for
     */
    public List<Announcing> announcing() {
        return running.map(now -> announcing(now.around())).orElse(List.of());
    }

    private List<Announcing> announcing(PairingSurroundings around) {
        List<VisibleDevice> visible = around.discovery().visible();
        return active.values().stream()
                .sorted(Comparator.comparing(Begun::since))
                .map(begun -> announcing(begun, visible, around))
                .toList();
    }

    private Announcing announcing(Begun begun, List<VisibleDevice> visible, PairingSurroundings around) {
        PairedDevice device = file.device(begun.device().certificate()).orElse(begun.device());
        Optional<DeviceStatus> status = device.ski().flatMap(around.hub()::device);
        return new Announcing(
                device,
                begun.since(),
                begun.since().plus(around.settings().lifetime()),
                begun.until().remaining(around.environment().time()),
                WaitsFor.sentence(device.shipId(), device.ski(), visible, status));
    }

    // ---- what can be asked of it

    /**
     * Trusts the device of a QR code, and announces the hub to it until the two are connected, the time is over or
     * {@link #withdraw}. A second time begins anew. Blocks until the trust is stored.
     *
     * @param text the code's, as it was scanned
     * @param shipId the device's, where its code does not tell it
     * @param by who decided
     * @return the device; one that is connected already is not announced to
     * @throws UselessCode when the text is no code for this
     * @throws IOException when it could not be stored
     * @throws IllegalStateException when the hub is no announcer
     */
    public PairedDevice announce(String text, Optional<String> shipId, DecidedBy by) throws UselessCode, IOException {
        Running now = running.filter(_ -> role.announces())
                .orElseThrow(() -> new IllegalStateException("this hub is no announcer"));
        PairingSettings own = now.around().settings();
        PairingTarget target = ScannedCode.target(
                text, shipId, own.shipId(), own.certificate(), now.around().ski());
        decided(target.certificate(), by, now, () -> now.service().announce(target));
        return file.device(target.certificate())
                .orElse(new PairedDevice(target.shipId(), target.certificate(), target.ski()));
    }

    private void decided(Fingerprint certificate, DecidedBy by, Running now, Runnable deed) throws IOException {
        oneAtATime.acquireUninterruptibly();
        try {
            file.decides(certificate, by);
            ask(certificate, now.around().environment().time(), deed);
        } finally {
            oneAtATime.release();
        }
    }

    /** Blocks until the service tells what has become of it. */
    private void ask(Fingerprint certificate, TimeSource time, Runnable deed) throws IOException {
        Inbox<PairingEvent> answers = new Inbox<>(time, 0);
        asked = Optional.of(new Asked(certificate, answers));
        try {
            deed.run();
            if (!(answers.await(time.in(PATIENCE)) instanceof Inbox.Posted<PairingEvent>(PairingEvent answer))) {
                throw new IOException("the pairing service does not answer");
            }
            if (answer.kind() == PairingEvent.Kind.FAILED) {
                throw new IOException(answer.text());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            asked = Optional.empty();
        }
    }

    /** On the service's event thread. */
    private void told(PairingEvent event, Consumer<PairingEvent> ear) {
        boolean was = false;
        if (event.device().isPresent()) {
            PairedDevice device = event.device().get();
            switch (event.kind()) {
                case ANNOUNCING -> active.put(device.certificate(), new Begun(device, event.at(), endOfOne.get()));
                case WITHDRAWN -> was = active.remove(device.certificate()) != null;
                default -> {}
            }
        }
        boolean answers = switch (event.kind()) {
            case ANNOUNCING, FAILED, FORGOTTEN -> true;
            case WITHDRAWN -> !was; // not begun, as it is connected already; else it begins anew after this
            default -> false;
        };
        if (answers) {
            asked.filter(one -> one.isAbout(event))
                    .ifPresent(one -> one.answers().post(event));
        }
        ear.accept(event);
    }

    /**
     * Announces the hub to a device no more; it stays trusted.
     *
     * @param certificate the device's
     * @return false when the hub does not announce itself to such a device
     */
    public boolean withdraw(Fingerprint certificate) {
        Begun begun = active.get(certificate);
        if (begun != null) {
            running.ifPresent(now -> now.service().withdraw(begun.device().shipId()));
        }
        return begun != null;
    }

    /**
     * Trusts a device no more whose key nobody has seen; one with a key is forgotten as any other device is. Blocks until
     * that is stored.
     *
     * @param certificate the device's
     * @param by who decided
     * @return false when no such device waits to be seen
     * @throws IOException when it could not be stored; nothing has changed then
     * @throws IllegalStateException when the service does not run
     */
    public boolean forget(Fingerprint certificate, DecidedBy by) throws IOException {
        Running now = running.orElseThrow(() -> new IllegalStateException("the service does not run"));
        Optional<PairedDevice> device =
                file.device(certificate).filter(one -> one.ski().isEmpty());
        if (device.isPresent()) {
            decided(
                    certificate,
                    by,
                    now,
                    () -> now.service().forget(device.get().shipId()));
        }
        return device.isPresent();
    }

    /**
     * Gives the hub's QR code another secret: codes of before are worthless from now on, and who is paired stays so.
     * Blocks until that is stored.
     *
     * @param by who decided
     * @throws IOException when it could not be stored; nothing has changed then
     * @throws IllegalStateException when the hub is no listener
     */
    public void renewSecret(DecidedBy by) throws IOException {
        Running now = running.filter(_ -> secret.isPresent())
                .orElseThrow(() -> new IllegalStateException("this hub is no listener"));
        oneAtATime.acquireUninterruptibly();
        try {
            PairingSecret fresh = now.around().secretFile().renew(by);
            secret = Optional.of(fresh);
            now.service().renew(fresh);
        } finally {
            oneAtATime.release();
        }
    }

    /** Withdraws all announcements, stops listening; blocks until no thread of it is left. Any number of times. */
    @Override
    public void close() {
        running.ifPresent(now -> now.service().close());
    }
}
