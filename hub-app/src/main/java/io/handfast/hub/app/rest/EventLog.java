// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The latest events, numbered, for those who listen and those who come back. One thread writes; everybody reads. Holds a
 * bounded number: who falls behind further than that has missed something and is told so.
 */
final class EventLog {
    /** An event of a device takes a few hundred bytes. */
    private static final int KEPT = 2048;

    /**
     * One event.
     *
     * @param number from 1
     * @param ski which device; empty for the hub itself
     * @param json one line
     */
    record Entry(long number, Optional<Ski> ski, String json) {}

    private record Happening(Optional<Ski> ski, String json) {}

    /** Something new has come. */
    static final class News {
        private static final News NEWS = new News();

        private News() {}
    }

    /** Somebody who listens. Its inbox never holds more than one message. */
    final class Listener implements AutoCloseable {
        private final Inbox<News> inbox;
        private final AtomicBoolean rung = new AtomicBoolean();

        private Listener(TimeSource time) {
            this.inbox = new Inbox<>(time, 0);
        }

        Inbox<News> inbox() {
            return inbox;
        }

        /** To be called before looking, so that what comes afterwards rings again. */
        void listening() {
            rung.set(false);
        }

        private void ring() {
            if (rung.compareAndSet(false, true)) {
                inbox.post(News.NEWS);
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    private final String run;
    private final TimeSource time;
    private final ConcurrentSkipListMap<Long, Entry> entries = new ConcurrentSkipListMap<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Dispatcher<Happening> writing;
    /** Of the writing thread. */
    private long lastNumber;

    /**
     * @param run tells the events of this run from those of another one
     * @param time the clock
     * @param scope where its thread lives
     */
    EventLog(String run, TimeSource time, Scope scope) {
        this.run = run;
        this.time = time;
        this.writing = new Dispatcher<>(time, scope, KEPT, this::write);
    }

    String run() {
        return run;
    }

    /** Writes an event down; never blocks. */
    void add(Optional<Ski> ski, String json) {
        writing.dispatch(new Happening(ski, json));
    }

    private void write(Happening happening) {
        lastNumber++;
        entries.put(lastNumber, new Entry(lastNumber, happening.ski(), happening.json()));
        if (entries.size() > KEPT) {
            entries.pollFirstEntry();
        }
        listeners.forEach(Listener::ring);
    }

    /** The number of the latest event, 0 before the first. */
    long latest() {
        Map.Entry<Long, Entry> last = entries.lastEntry();
        return last == null ? 0 : last.getKey();
    }

    /** Whether all events after that one are still here. */
    boolean hasAllAfter(long number) {
        Map.Entry<Long, Entry> first = entries.firstEntry();
        return number <= latest() && (first == null || number >= first.getKey() - 1);
    }

    /** The events after that one. */
    Collection<Entry> after(long number) {
        return entries.tailMap(number, false).values();
    }

    /** The latest events of a device, the newest last. */
    List<Entry> of(Ski ski, int limit) {
        List<Entry> latest = new ArrayList<>();
        for (Entry entry : entries.descendingMap().values()) {
            if (latest.size() < limit && entry.ski().filter(ski::equals).isPresent()) {
                latest.addFirst(entry);
            }
        }
        return latest;
    }

    int listening() {
        return listeners.size();
    }

    Listener listen() {
        Listener listener = new Listener(time);
        listeners.add(listener);
        return listener;
    }

    /** Lets all go who listen. */
    void close() {
        writing.close();
        listeners.forEach(listener -> listener.inbox().cancel());
    }
}
