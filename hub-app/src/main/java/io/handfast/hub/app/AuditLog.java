// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.metrics.Standing;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Who decided what about whom, and when: one JSON object per line, on the disk before the decision takes effect, so
 * that there is no trust without its line. A decision that could not be stored afterwards gets a line that says so.
 *
 * <p>A full file makes room under another name ({@code audit.log.1} is the newest of them); the oldest goes.
 */
final class AuditLog {
    static final String FILE = "data/audit.log";
    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());
    private static final int VERSION = 1;
    /** About five thousand decisions. */
    private static final long USUAL_LIMIT_BYTES = 1 << 20;

    private static final int KEPT = 5;

    /** What was decided. */
    enum What {
        TRUSTED,
        FORGOTTEN,
        REFUSED,
        /** A device is trusted by its certificate; its key follows when it was seen, as {@link #TRUSTED}. */
        PAIRED,
        /** It is not any more, and its key was never seen. */
        UNPAIRED,
        /** The hub's QR code has another secret from now on. */
        SECRET_RENEWED,
        /** The device has to give a PIN from now on. */
        PIN_DEMANDED,
        /** It has to give none any more. */
        PIN_WAIVED,
        /** The decision before could not be stored: nothing has changed. */
        NOT_STORED,
        BACKED_UP,
        RESTORED,
        /** The hub has another certificate from now on. */
        IDENTITY_CHANGED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Path file;
    private final Storage storage;
    private final TimeSource time;
    private final long limitBytes;
    private final Semaphore oneWriter = new Semaphore(1);
    private final Map<Standing.Decision, Long> decisions = new ConcurrentHashMap<>();

    AuditLog(Path file, Storage storage, TimeSource time) {
        this(file, storage, time, USUAL_LIMIT_BYTES);
    }

    AuditLog(Path file, Storage storage, TimeSource time, long limitBytes) {
        this.file = file;
        this.storage = storage;
        this.time = time;
        this.limitBytes = limitBytes;
    }

    /** Returns when the line is on the disk. */
    void note(What what, DecidedBy by, Optional<Ski> ski, String detail) throws IOException {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("version", VERSION);
        entry.put("at", time.wallClock().truncatedTo(ChronoUnit.MILLIS).toString());
        entry.put("what", what.word());
        entry.put("by", by.word());
        ski.ifPresent(known -> entry.put("ski", known.toString()));
        if (!detail.isEmpty()) {
            entry.put("detail", detail);
        }
        append(JsonTree.line(entry));
        if (by == DecidedBy.TERMINAL || by == DecidedBy.REST) {
            ski.ifPresent(known -> log(what, known));
        }
        decisions.merge(new Standing.Decision(what.word(), by.word()), 1L, Long::sum);
    }

    /** In the words of ship-go's production example, which operators search logs for. */
    private static void log(What what, Ski ski) {
        if (what == What.TRUSTED || what == What.REFUSED) {
            String decision = what == What.TRUSTED ? "User approved device: " : "User rejected device: ";
            LOG.log(Level.INFO, decision + ski);
        }
    }

    /** How often what was noted in this run. */
    Map<Standing.Decision, Long> decisions() {
        return Map.copyOf(decisions);
    }

    /** For what takes effect even when it cannot be written down; storage has told that it cannot. */
    void noteQuietly(What what, DecidedBy by, Optional<Ski> ski, String detail) {
        try {
            note(what, by, ski, detail);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "not in the audit log: " + DurableFiles.reason(e));
        }
    }

    private void append(String line) throws IOException {
        oneWriter.acquireUninterruptibly();
        try {
            if (storage.size(file) >= limitBytes) {
                rotate();
            }
            storage.append(file, line);
        } finally {
            oneWriter.release();
        }
    }

    private void rotate() throws IOException {
        for (int number = KEPT - 1; number >= 1; number--) {
            if (storage.exists(numbered(number))) {
                storage.rename(numbered(number), numbered(number + 1));
            }
        }
        storage.rename(file, numbered(1));
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
