// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.ChannelTap;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.Measurement;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * All numbers of one hub, counted from its start on. Made before the hub; hears events and measurements on the hub's
 * event thread, reads how the hub stands when it is asked. Labels have few values, all known beforehand: never a
 * device's key, address or name.
 */
public final class HubMetrics {
    /** The media type of {@link #text}. */
    public static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TrafficMeter traffic = new TrafficMeter();
    private final EventMetrics events;
    private final StandingMetrics standing;

    /**
     * Nothing has happened yet.
     *
     * @param time the clock
     * @param build what runs
     */
    public HubMetrics(TimeSource time, Build build) {
        this.events = new EventMetrics(time, registry);
        this.standing = new StandingMetrics(traffic, registry);
        ProcessMetrics.register(build, registry);
    }

    /**
     * What runs.
     *
     * @param version of Handfast
     * @param java of the Java runtime
     * @param crypto who computes
     */
    public record Build(String version, String java, String crypto) {}

    /**
     * Counts bytes and messages.
     *
     * @return for the hub's settings
     */
    public ChannelTap tap() {
        return traffic;
    }

    /**
     * Hears an event, on the hub's event thread.
     *
     * @param event any
     */
    public void told(HubEvent event) {
        events.told(event);
    }

    /** Counts a warning of the program's own; from any thread. */
    public void warned() {
        events.warned();
    }

    /**
     * Hears a measurement, on the hub's event thread.
     *
     * @param what any
     */
    public void measured(Measurement what) {
        events.measured(what);
    }

    /**
     * From now on there is a hub to be looked at; before, nothing is said of how it stands.
     *
     * @param hub asked at each {@link #text}
     */
    public void watch(Standing hub) {
        standing.watch(hub);
    }

    /**
     * All numbers of now. Any thread; blocks for the files in which the system tells what the process uses.
     *
     * @return text in the format of Prometheus, version 0.0.4
     */
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory does not fail", e);
        }
        return out.toByteArray();
    }
}
