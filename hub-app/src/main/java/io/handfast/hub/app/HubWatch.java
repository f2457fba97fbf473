// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.engine.file.DurableFiles;
import io.handfast.hub.app.health.Lifetimes;
import io.handfast.hub.app.health.Restless;
import io.handfast.hub.app.log.Recorder;
import io.handfast.hub.app.metrics.HubMetrics;
import io.handfast.hub.app.otlp.SpanSender;
import io.handfast.hub.app.pairing.PairingEar;
import io.handfast.ship.hub.ChannelTap;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.Measurement;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hears a hub's events before the program's listener does: counts them, writes down whom the hub turned away and when a
 * device was here last. What the program itself has to tell joins them here, so that the listener hears all of it in
 * order on one thread.
 */
final class HubWatch implements HubListener, PairingEar {
    private static final int EVENT_LIMIT = 1024;
    /** Of so many strangers it is written down once each that they were turned away; a forger has no end of keys. */
    private static final int MAX_STRANGERS = 256;

    private final AutoAccept autoAccept;
    private final HubMetrics metrics;
    private final Restless restless;
    private final Lifetimes lifetimes; // owned by the hub's event thread
    private final Environment environment;
    private final Scope scope;
    private final Dispatcher<Consumer<HubListener>> calls;
    private final Set<Ski> strangers = new HashSet<>(); // owned by the hub's event thread
    private volatile Optional<Recorder> recorder = Optional.empty();
    private volatile Optional<SpanSender> spans = Optional.empty();
    private volatile Optional<HubFiles> files = Optional.empty();
    private volatile Optional<ShipHub> hub = Optional.empty();

    /** Made before all else; counts from then on. */
    static HubWatch of(
            HubListener listener,
            Supplier<HubConfiguration> configuration,
            CryptoProvider crypto,
            Environment environment) {
        String java = Runtime.version().toString();
        HubMetrics.Build build = new HubMetrics.Build(Release.VERSION, java, crypto.name());
        return new HubWatch(listener, configuration, new HubMetrics(environment.time(), build), environment);
    }

    private HubWatch(
            HubListener listener,
            Supplier<HubConfiguration> configuration,
            HubMetrics metrics,
            Environment environment) {
        this.metrics = metrics;
        this.restless = new Restless(environment.time(), this::isTrusted);
        this.lifetimes = new Lifetimes(environment.time());
        this.autoAccept = new AutoAccept(
                environment.time(), () -> configuration.get().value(HubKeys.AUTO_ACCEPT_PAIRING), this::accept);
        this.environment = environment;
        this.scope = new Scope("program events", environment.time());
        this.calls = new Dispatcher<>(environment.time(), scope, EVENT_LIMIT, call -> call.accept(listener));
    }

    /** Before the hub starts. */
    void keepIn(HubFiles opened) {
        files = Optional.of(opened);
    }

    /** As soon as the hub has started. */
    void watch(ShipHub started) {
        hub = Optional.of(started);
    }

    private boolean isTrusted(Ski ski) {
        return files.filter(kept -> kept.trust().find(ski).isPresent()).isPresent();
    }

    /** What is counted. */
    HubMetrics metrics() {
        return metrics;
    }

    /** Who comes and goes too often. */
    Restless restless() {
        return restless;
    }

    /** Sees all frames, and writes them down where it was told to. */
    ChannelTap tap() {
        return recorder.map(metrics.tap()::and).orElse(metrics.tap());
    }

    /** Before the hub starts. */
    void record(HubConfiguration configuration, Path base) {
        recorder = configuration
                .value(HubKeys.TRACE_FILE)
                .map(file ->
                        new Recorder(base.resolve(file), configuration.value(HubKeys.TRACE_PAYLOADS), environment));
        recorder.ifPresent(begun -> {
            warn("all messages are written to "
                    + configuration.value(HubKeys.TRACE_FILE).orElseThrow());
            begun.trouble().ifPresent(this::warn);
        });
    }

    /** Before the hub starts. */
    void report(HubConfiguration configuration, HubProgram.Identity identity) {
        Map<String, String> who = new LinkedHashMap<>();
        who.put("service.name", "handfast-hub");
        who.put("service.version", Release.VERSION);
        who.put("service.instance.id", identity.node().ski().toString());
        spans = configuration
                .value(HubKeys.OTLP_ENDPOINT)
                .map(collector -> new SpanSender(collector, who, environment, this::warn));
    }

    /** Who decides where nobody is asked. */
    AutoAccept autoAccept() {
        return autoAccept;
    }

    /** Something that the program has to tell; never blocks. */
    void warn(String text) {
        HubEvent event = HubEvent.of(environment.time().wallClock(), HubEvent.Kind.WARNING, text);
        metrics.warned();
        calls.dispatch(listener -> listener.told(event));
    }

    @Override
    public void told(HubEvent event) {
        files.ifPresent(kept -> note(kept, event));
        metrics.told(event);
        autoAccept.told(event);
        calls.dispatch(listener -> listener.told(event));
        remarks(event);
    }

    private void remarks(HubEvent event) {
        lifetimes.told(event).filter(Lifetimes.Lifetime::isShort).ifPresent(_ -> shortLived(event));
        restless.told(event).ifPresent(this::warn);
    }

    private void shortLived(HubEvent event) {
        files.ifPresent(kept -> kept.state().totals().countShort());
        warn("Short-lived connection detected for "
                + event.ski().map(Ski::toString).orElse(""));
    }

    @Override
    public void measured(Measurement what) {
        metrics.measured(what);
        if (what instanceof Measurement.HandshakeEnded(HandshakeReport report)) {
            spans.ifPresent(sender -> sender.ended(report));
        }
        calls.dispatch(listener -> listener.measured(what));
    }

    /** Trust is written down where it is stored; who was turned away here. */
    @Override
    public void told(PairingEvent event) {
        if (event.kind() == PairingEvent.Kind.REFUSED) {
            files.ifPresent(kept -> kept.audit()
                    .noteQuietly(AuditLog.What.REFUSED, DecidedBy.PAIRING_SERVICE, Optional.empty(), event.text()));
        }
        calls.dispatch(listener -> PairingEar.tell(listener, event));
    }

    @Override
    public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
        calls.dispatch(listener -> listener.connectionStateChanged(before, after));
    }

    private void note(HubFiles kept, HubEvent event) {
        kept.state().totals().count(event);
        event.ski().ifPresent(ski -> {
            switch (event.kind()) {
                case DISCONNECTED -> kept.trust().seen(ski);
                case REFUSED -> refused(kept, ski, event.text());
                default -> {
                    // nothing to be kept
                }
            }
        });
    }

    private void refused(HubFiles kept, Ski ski, String why) {
        if (strangers.size() < MAX_STRANGERS && strangers.add(ski)) {
            kept.audit().noteQuietly(AuditLog.What.REFUSED, DecidedBy.POLICY, Optional.of(ski), why);
        }
    }

    private void accept(Ski ski, String name) {
        if (files.isPresent() && hub.isPresent()) {
            TrustStore.TrustedDevice device = new TrustStore.TrustedDevice(
                    ski, Optional.empty(), name.isEmpty() ? "device " + ski.brief() : name);
            try {
                files.get().trust().trust(device, DecidedBy.AUTO_ACCEPT);
                hub.get().trust(device);
            } catch (IOException e) {
                warn("device " + ski + " was not accepted, as that cannot be stored: " + DurableFiles.reason(e));
            }
        }
    }

    /** The hub did not start; waits for nothing. */
    void abandon() {
        recorder.ifPresent(Recorder::close);
        spans.ifPresent(SpanSender::close);
        calls.close();
    }

    /** After the hub has stopped: delivers what is left. */
    void close() throws InterruptedException {
        recorder.ifPresent(Recorder::close);
        spans.ifPresent(SpanSender::close);
        calls.close();
        scope.join(environment.time().in(Duration.ofSeconds(1)));
    }
}
