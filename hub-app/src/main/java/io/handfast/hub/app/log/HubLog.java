// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.pairing.PairingEar;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a hub's process logs: its events and state changes, and what all libraries say through {@link System.Logger}, into
 * {@code logs/hub.0.log}; what libraries warn of on stderr as well. Takes the process's logging over until it is closed.
 *
 * <p>Writes on a thread of its own, so that a slow disk holds up nobody; a disk that is full costs lines, never the hub.
 * Too many lines of one kind are counted instead of written. All methods may be called from any thread, those of the
 * listener on one at a time.
 */
public final class HubLog implements HubListener, PairingEar, AutoCloseable {
    private static final int LIMIT_BYTES = 1 << 20;
    private static final int FILES = 5;
    /** Lines that may wait for the disk. */
    private static final int WAITING = 4096;

    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final TimeSource time;
    private final Logger root = Logger.getLogger("");
    private final List<Handler> before = List.of(root.getHandlers());
    private final java.util.logging.@Nullable Level levelBefore = root.getLevel();
    private final EventLines events;
    private final RollingFile file;
    private final RepeatLimit limit = new RepeatLimit(); // owned by the writing thread, as the file is
    private final Scope scope;
    private final Dispatcher<LogLine> writing;
    private final Optional<String> troubleAtStart;
    private volatile Level level;
    private volatile LogFormat format;

    private HubLog(RollingFile file, String level, String format, Environment environment) {
        this.time = environment.time();
        this.events = new EventLines(time);
        this.file = file;
        this.level = Level.INFO;
        this.format = LogFormat.named(format);
        file.begin(time.wallClock());
        this.troubleAtStart = file.trouble();
        this.scope = new Scope("log", time);
        this.writing = new Dispatcher<>(time, scope, WAITING, this::write);
        before.forEach(root::removeHandler);
        root.addHandler(stderr());
        root.addHandler(new IntoFile());
        level(level);
    }

    /**
     * Opens it.
     *
     * @param base the data directory, which gets a folder {@code logs}
     * @param level debug, info, warn or error
     * @param format text or json
     * @param environment clock
     * @return open, even when the file cannot be written: see {@link #trouble}
     */
    public static HubLog open(Path base, String level, String format, Environment environment) {
        Path folder = base.resolve("logs");
        RollingFile file =
                new RollingFile(number -> folder.resolve("hub." + number + ".log"), false, LIMIT_BYTES, FILES);
        return new HubLog(file, level, format, environment);
    }

    /**
     * Why there was no file at the start.
     *
     * @return a sentence without a final stop; empty when there is one
     */
    public Optional<String> trouble() {
        return troubleAtStart;
    }

    /**
     * Other settings from now on.
     *
     * @param newLevel debug, info, warn or error
     * @param newFormat text or json
     */
    public void change(String newLevel, String newFormat) {
        format = LogFormat.named(newFormat);
        level(newLevel);
    }

    private void level(String name) {
        level = switch (name) {
            case "debug" -> Level.DEBUG;
            case "warn" -> Level.WARNING;
            case "error" -> Level.ERROR;
            default -> Level.INFO;
        };
        root.setLevel(
                switch (level) {
                    case DEBUG -> java.util.logging.Level.FINE;
                    case WARNING -> java.util.logging.Level.WARNING;
                    case ERROR -> java.util.logging.Level.SEVERE;
                    default -> java.util.logging.Level.INFO;
                });
    }

    /**
     * Tells the log who knows how many devices announce themselves.
     *
     * @param devices asked on the hub's event thread; must not block
     */
    public void counting(IntSupplier devices) {
        events.counting(devices);
    }

    /**
     * Whether an event is serious enough to be logged, or printed.
     *
     * @param event which
     * @return by the level of now
     */
    public boolean shows(HubEvent event) {
        return isLogged(EventLines.level(event));
    }

    /**
     * The same of the pairing service.
     *
     * @param event which
     * @return by the level of now
     */
    public boolean shows(PairingEvent event) {
        return isLogged(EventLines.level(event));
    }

    private boolean isLogged(Level other) {
        return other.getSeverity() >= level.getSeverity();
    }

    /**
     * Logs something of the program's own.
     *
     * @param text a sentence without a final stop
     */
    public void info(String text) {
        add(new LogLine(time.wallClock(), Level.INFO, text, text));
    }

    @Override
    public void told(HubEvent event) {
        events.of(event).forEach(this::add);
    }

    @Override
    public void told(PairingEvent event) {
        add(EventLines.of(event));
    }

    @Override
    public void connectionStateChanged(DeviceStatus was, DeviceStatus is) {
        add(events.of(time.wallClock(), was, is));
    }

    private void add(LogLine line) {
        if (isLogged(line.level())) {
            writing.dispatch(line);
        }
    }

    private void write(LogLine line) {
        limit.pass(line).forEach(this::writeNow);
    }

    private void writeNow(LogLine line) {
        Instant now = time.wallClock();
        file.write(now, format.of(line), remark -> format.of(new LogLine(now, Level.WARNING, "", remark)));
    }

    /** Writes what is left, and gives the process's logging back as it was. */
    @Override
    public void close() {
        writing.close();
        try {
            scope.join(time.in(LAST_LINES));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        limit.rest().forEach(this::writeNow);
        file.close();
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        before.forEach(root::addHandler);
        root.setLevel(levelBefore);
    }

    // ---- what libraries say

    private static LogLine line(LogRecord record) {
        String cause = record.getThrown() == null ? "" : "; " + record.getThrown();
        String text = new Plain().formatMessage(record) + cause;
        String key = record.getLoggerName() + " " + text.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#");
        return new LogLine(record.getInstant(), level(record.getLevel()), key, text);
    }

    private static Level level(java.util.logging.Level of) {
        if (of.intValue() >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (of.intValue() >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARNING;
        }
        return of.intValue() >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    }

    private static Handler stderr() {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(java.util.logging.Level.WARNING);
        handler.setFormatter(new Plain());
        return handler;
    }

    private static final class Plain extends Formatter {
        @Override
        public String format(LogRecord record) {
            return LogFormat.TEXT.of(line(record)) + "\n";
        }
    }

    private final class IntoFile extends Handler {
        @Override
        public void publish(LogRecord record) {
            add(line(record));
        }

        @Override
        public void flush() {
            // the writing thread does
        }

        @Override
        public void close() {
            // the log is closed
        }
    }
}
