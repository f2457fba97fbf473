// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.AtomicFiles;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What a hub's process logs: all of it from {@code log_level} on into {@code logs/hub.0.log}, which is full at 1 MiB
 * and makes room five times under the next number; warnings on stderr as well. A log that cannot be written is no
 * reason not to run.
 */
final class ProgramLog implements AutoCloseable {
    private static final int LIMIT_BYTES = 1 << 20;
    private static final int FILES = 5;

    private final Logger root = Logger.getLogger("");
    private final Logger events = Logger.getLogger("io.handfast.hub");
    private String trouble = "";

    private ProgramLog() {}

    static ProgramLog open(Path base, String level) {
        ProgramLog log = new ProgramLog();
        for (Handler before : log.root.getHandlers()) {
            log.root.removeHandler(before);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.WARNING);
        console.setFormatter(new OneLine());
        log.root.addHandler(console);
        try {
            Path folder = Files.createDirectories(base.resolve("logs"));
            String pattern = folder.toString().replace("%", "%%") + "/hub.%g.log";
            FileHandler file = new FileHandler(pattern, LIMIT_BYTES, FILES, true);
            file.setLevel(Level.ALL);
            file.setFormatter(new OneLine());
            log.root.addHandler(file);
        } catch (IOException e) {
            log.trouble = "the log cannot be written: " + AtomicFiles.reason(e) + "; the hub runs without";
        }
        log.level(level);
        return log;
    }

    /** Why there is no file; told once the hub runs, as a hub that does not start has worse to tell. */
    void tellTrouble(Output output) {
        if (!trouble.isEmpty()) {
            output.warn(trouble);
        }
    }

    /** The least serious of what is logged from now on. */
    void level(String name) {
        root.setLevel(level(name, Level.INFO));
    }

    /** Whether something that serious is logged, or printed. */
    boolean shows(HubEvent event) {
        return events.isLoggable(severity(event));
    }

    /** Whether something that serious is logged, or printed. */
    boolean shows(PairingEvent event) {
        return events.isLoggable(severity(event));
    }

    /** Into the file alone: the screen has its own way with events. */
    void event(HubEvent event) {
        event(severity(event), event.at(), EventText.line(event));
    }

    /** The same of the pairing service. */
    void event(PairingEvent event) {
        event(severity(event), event.at(), EventText.line(event));
    }

    private void event(Level severity, Instant at, String line) {
        LogRecord record = new LogRecord(severity, line);
        record.setInstant(at);
        record.setLoggerName(events.getName());
        if (events.isLoggable(severity)) {
            for (Handler handler : root.getHandlers()) {
                if (handler instanceof FileHandler) {
                    handler.publish(record);
                }
            }
        }
    }

    private static Level severity(PairingEvent event) {
        return event.failure().isPresent() ? Level.WARNING : Level.INFO;
    }

    private static Level severity(HubEvent event) {
        return switch (event.kind()) {
            case FAILED, REFUSED, WARNING -> Level.WARNING;
            default -> Level.INFO;
        };
    }

    private static Level level(String name, Level other) {
        return switch (name) {
            case "debug" -> Level.FINE;
            case "warn" -> Level.WARNING;
            case "error" -> Level.SEVERE;
            default -> other;
        };
    }

    @Override
    public void close() {
        for (Handler handler : root.getHandlers()) {
            handler.close();
        }
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord record) {
            String cause = record.getThrown() == null ? "" : "; " + record.getThrown();
            return record.getInstant().truncatedTo(ChronoUnit.MILLIS) + " "
                    + record.getLevel().getName().toLowerCase(Locale.ROOT) + " " + formatMessage(record) + cause + "\n";
        }
    }
}
