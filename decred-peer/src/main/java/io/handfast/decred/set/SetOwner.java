// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.AddressBook;
import io.handfast.decred.address.AddressEntry;
import io.handfast.decred.address.AddressPicker;
import io.handfast.decred.address.BookException;
import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.SeederHarvest;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.Backoff;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The thread that owns a set: one loop, in which everything that happens is an event. */
final class SetOwner {
    private static final System.Logger LOG = System.getLogger(SetOwner.class.getName());
    private static final String PHASE = "peer-set";
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final PeerSet.Parts parts;
    private final SetSettings settings;
    private final AddressBook book;
    private final TimeSource time;
    private final Inbox<SetEvent> inbox;
    private final Scope members;
    private final AddressPicker picker;
    private final List<Member> places = new ArrayList<>();
    private Map<String, String> seederFailures = Map.of();
    private Optional<String> notStored = Optional.empty();
    private final Backoff seedBackoff;
    private Deadline storeAt;
    private Deadline seedAt;
    private volatile SetState state;

    SetOwner(PeerSet.Parts parts, Inbox<SetEvent> inbox) {
        this.parts = parts;
        this.settings = parts.settings();
        this.book = parts.book();
        this.time = parts.environment().time();
        this.inbox = inbox;
        this.members = new Scope("peer", time);
        this.picker = new AddressPicker(
                book,
                new AddressPicker.Reach(settings.onions()),
                time,
                parts.environment().entropy());
        this.seedBackoff = parts.seeders().backoff();
        this.storeAt = time.in(settings.storeEvery());
        this.seedAt = time.in(Duration.ZERO);
        this.state = view();
    }

    SetState state() {
        return state;
    }

    boolean join(Deadline by) throws InterruptedException {
        return members.join(by);
    }

    void run() throws InterruptedException {
        boolean stopped = false;
        while (!stopped) {
            seedIfNeeded();
            fillPlaces();
            publish();
            switch (inbox.await(Deadline.earliest(nextDial(), storeAt, seedAt))) {
                case Inbox.Posted<SetEvent>(SetEvent.Stop _) -> stopped = true;
                case Inbox.Posted<SetEvent>(SetEvent event) -> handle(event);
                case Inbox.Expired<SetEvent>(Deadline passed) when passed == storeAt -> store();
                case Inbox.Expired<SetEvent> _ -> {} // an address or the seeders are due: seen above
                case Inbox.Ended<SetEvent> _, Inbox.Received<SetEvent> _ -> stopped = true;
            }
        }
        members.cancel();
        places.forEach(member -> member.session().ifPresent(Session::close));
        members.join(time.in(LEAVE));
        noteWhatWasLeft();
        store();
        publish();
    }

    private void handle(SetEvent event) {
        switch (event) {
            case SetEvent.Reached(Member member, Session session) -> reached(member, session);
            case SetEvent.NotReached(Member member, HandshakeException why) -> failed(member, why);
            case SetEvent.Learnt(Member member, var addresses) ->
                book.learn(addresses, member.address().group());
            case SetEvent.Gone(Member member, HandshakeException why) -> gone(member, why);
            case SetEvent.Seeded(SeederHarvest harvest) -> seeded(harvest);
            case SetEvent.Told(var addresses, String source) -> book.learn(addresses, source);
            case SetEvent.Ban(PeerAddress address, String why) -> ban(address, why);
            case SetEvent.Stop _ -> throw new IllegalStateException("seen before");
        }
    }

    private void seedIfNeeded() {
        if (!seedAt.passed(time)) {
            return;
        }
        boolean needed = !parts.seeders().isEmpty() && book.usable() < settings.seedBelow();
        if (needed && members.start("seeders", this::seed)) {
            seedAt = Deadline.NEVER; // until they have answered
        } else {
            seedAt = time.in(settings.seedEvery());
        }
    }

    /** On a thread of its own. */
    private void seed() {
        try {
            inbox.post(new SetEvent.Seeded(parts.seeders().ask(members)));
        } catch (Cancelled _) {
            // the set is ending
        }
    }

    private void seeded(SeederHarvest harvest) {
        harvest.into(book);
        seederFailures = harvest.failureCodes();
        if (harvest.answers().isEmpty()) {
            seedAt = seedBackoff.next();
        } else {
            seedBackoff.reset();
            seedAt = time.in(settings.seedEvery());
        }
    }

    private void fillPlaces() {
        while (places.size() < settings.outbound() && dialling() < settings.dials()) {
            Optional<PeerAddress> next = picker.pick(taken());
            if (next.isEmpty()) {
                return;
            }
            Member member = new Member(next.get(), time.wallClock());
            boolean ask = book.usable() < settings.enough();
            book.tried(member.address());
            places.add(member);
            members.start(member.address().toString(), () -> MemberThread.run(member, ask, parts, members, inbox));
        }
    }

    private long dialling() {
        return places.stream().filter(member -> member.session().isEmpty()).count();
    }

    private AddressPicker.Taken taken() {
        Set<PeerAddress> busy = new HashSet<>();
        Set<String> groups = new HashSet<>();
        for (Member member : places) {
            busy.add(member.address());
            if (settings.onePerGroup()) {
                groups.add(member.address().group());
            }
        }
        return new AddressPicker.Taken(busy, groups);
    }

    private Deadline nextDial() {
        if (places.size() >= settings.outbound()) {
            return Deadline.NEVER;
        }
        Instant now = time.wallClock();
        return picker.nextDue(taken())
                .map(due -> time.in(Duration.between(now, due)))
                .orElse(Deadline.NEVER);
    }

    private void reached(Member member, Session session) {
        Version version = session.version();
        book.succeeded(
                member.address(),
                new AddressEntry.Node(version.services(), version.protocolVersion(), version.userAgent()));
        boolean suits = version.services().has(settings.services());
        member.reached(session, time.wallClock(), suits);
        if (suits) {
            parts.listener().joined(member.address(), session);
            return;
        }
        close(member);
        failed(
                member,
                new LocallyRefused(
                        SetFailure.SERVICES_MISSING,
                        PHASE,
                        "services " + Long.toUnsignedString(settings.services().bits()),
                        "services " + Long.toUnsignedString(version.services().bits())));
    }

    /** Its thread may block until the connection is down: not the owner's business. */
    private void close(Member member) {
        member.session().ifPresent(session -> members.start("close " + member.address(), session::close));
    }

    private void failed(Member member, HandshakeException why) {
        places.remove(member);
        if (!(why instanceof Cancelled)) {
            blame(member.address(), why);
            parts.listener().failed(member.address(), why);
        }
    }

    private void blame(PeerAddress address, HandshakeException why) {
        book.failed(address, why.code());
        if (Misdeeds.deserveBan(why)) {
            book.ban(address.host(), settings.ban(), why.code().code());
        }
    }

    private void gone(Member member, HandshakeException why) {
        if (!places.remove(member)) {
            return; // it did not suit, and has been told of
        }
        if (!member.since().plus(settings.lasting()).isAfter(time.wallClock())) {
            book.steady(member.address());
        }
        if (!(why instanceof Cancelled)) {
            blame(member.address(), why);
        }
        parts.listener().left(member.address(), why);
    }

    private void ban(PeerAddress address, String why) {
        book.ban(address.host(), settings.ban(), why);
        for (Member member : List.copyOf(places)) {
            if (member.address().host().equals(address.host()) && member.hasJoined()) {
                close(member);
                places.remove(member);
                parts.listener()
                        .left(
                                member.address(),
                                new LocallyRefused(SetFailure.BANNED, PHASE, "a node that keeps to the rules", why));
            }
        }
    }

    /** Whoever was connected until the end was good to the end. */
    private void noteWhatWasLeft() {
        places.stream().filter(Member::hasJoined).forEach(member -> book.steady(member.address()));
        places.clear();
    }

    private void store() {
        storeAt = time.in(settings.storeEvery());
        try {
            if (parts.file().isPresent()) {
                parts.file().get().write(book);
            }
            notStored = Optional.empty();
        } catch (BookException e) {
            if (notStored.isEmpty()) {
                LOG.log(Level.WARNING, String.valueOf(e.getMessage()));
            }
            notStored = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void publish() {
        SetState now = view();
        if (!now.equals(state)) {
            state = now;
            parts.listener().changed(now);
        }
    }

    private SetState view() {
        boolean free = places.size() < settings.outbound();
        return new SetState(
                places.stream().map(Member::view).toList(),
                book.size(),
                book.usable(),
                free ? picker.nextDue(taken()) : Optional.empty(),
                new TreeMap<>(seederFailures),
                notStored);
    }
}
