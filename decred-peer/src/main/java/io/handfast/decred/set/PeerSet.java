// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.AddressBook;
import io.handfast.decred.address.AddressEntry;
import io.handfast.decred.address.BookFile;
import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.Seeders;
import io.handfast.decred.address.SeenAddress;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a number of connections with nodes from an address book: dials whom {@code AddressPicker} chooses, learns
 * addresses from whom it reaches, forgets and bans who fails, and stores the book.
 *
 * <p>One thread owns book and members. A thread per member dials, asks for addresses and waits for the end, and reports
 * each as an event; nothing else is shared. Readers get {@link #state} and the book's entries.
 */
public final class PeerSet {
    private final Parts parts;
    private final Inbox<SetEvent> inbox;
    /** The owner's thread; the members' live in a scope of their own, which ends first. */
    private final Scope owning;

    private final SetOwner owner;

    /**
     * What a set is made of.
     *
     * @param settings how it behaves
     * @param dial how nodes are reached
     * @param book the addresses; belongs to the set from its start on
     * @param file where the book is stored; empty to store it nowhere
     * @param seeders who knows the first addresses
     * @param listener hears what happens
     * @param environment clock and entropy
     */
    public record Parts(
            SetSettings settings,
            Dial dial,
            AddressBook book,
            Optional<BookFile> file,
            Seeders seeders,
            SetListener listener,
            Environment environment) {}

    /**
     * A set that has not begun.
     *
     * @param parts what it is made of
     */
    public PeerSet(Parts parts) {
        this.parts = parts;
        this.inbox = new Inbox<>(parts.environment().time(), 0);
        this.owning = new Scope("peer-set", parts.environment().time());
        this.owner = new SetOwner(parts, inbox);
    }

    /** Begins, once. Does not wait for anything. */
    public void start() {
        owning.start("owner", owner::run);
    }

    /**
     * Ends: closes all connections, stores the book. Blocks until no thread of the set is left, or the deadline.
     *
     * @param by how long to wait
     * @return false when threads were left at the deadline; they end as soon as what blocks them does
     * @throws InterruptedException when the waiting thread was interrupted
     */
    public boolean stop(Deadline by) throws InterruptedException {
        inbox.post(new SetEvent.Stop());
        return owning.join(by) && owner.join(by);
    }

    /**
     * Bans a node, all ports of its host, and ends connections with it: for an application that caught it at a lie.
     *
     * @param address whom
     * @param why in words or as a failure code
     */
    public void ban(PeerAddress address, String why) {
        inbox.post(new SetEvent.Ban(address, why));
    }

    /**
     * Gives addresses, such as those that came unasked.
     *
     * @param addresses what was seen
     * @param source who says so, for {@link AddressEntry#source}; {@link AddressEntry#STATIC} for a person's
     */
    public void learn(List<SeenAddress> addresses, String source) {
        inbox.post(new SetEvent.Told(List.copyOf(addresses), source));
    }

    /**
     * How it stands, for any thread.
     *
     * @return as of the last change
     */
    public SetState state() {
        return owner.state();
    }

    /**
     * What is known about each address, for any thread.
     *
     * @return a copy, in the order of the addresses' text
     */
    public List<AddressEntry> entries() {
        return parts.book().entries();
    }
}
