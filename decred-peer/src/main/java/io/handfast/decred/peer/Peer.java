// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.engine.Ending;
import io.handfast.engine.Frame;
import io.handfast.engine.Inbox;
import io.handfast.engine.Outbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node of Decred after the handshake.
 *
 * <p>Three threads serve a connection: a reader, a writer, and its owner, which holds all state, hands messages to the
 * {@link PeerListener} and answers what the peer asks by {@link PeerAnswers}. Everything in here is for every thread;
 * what waits says until when.
 *
 * <p>Life: {@link Established#start} begins it. It ends by {@link #close}, by {@link #cancel}, with the scope it lives
 * in, or by the peer or a fault; {@link PeerListener#ended} says which, once.
 */
public final class Peer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Peer.class.getName());

    /** How long an end at once may take: threads need microseconds, but a callback may be busy. */
    private static final Duration LAST_JOIN = Duration.ofSeconds(5);

    private final PeerSession session;
    private final TimeSource time;
    private final PeerListener listener;
    private final PeerLoop loop;
    private final Questions questions;
    private final AtomicInteger announcements = new AtomicInteger();
    private final AtomicInteger lastHeight;
    private final Inbox<PeerEnding> finished;
    private volatile @Nullable PeerEnding over;

    private Peer(PeerSession session, PeerAnswers answers, PeerListener listener) {
        this.session = session;
        this.time = session.time();
        this.listener = listener;
        this.questions = new Questions(session);
        this.loop =
                new PeerLoop(session, answers, announcements, message -> tell(() -> listener.received(this, message)));
        this.lastHeight = new AtomicInteger(session.remote().version().lastBlock());
        this.finished = new Inbox<>(time, 0);
    }

    /** Begins with what came early. In a cancelled scope it ends at once; the listener hears that too. */
    static Peer start(
            PeerSession session,
            List<io.handfast.decred.wire.Frame> early,
            Scope scope,
            PeerAnswers answers,
            PeerListener listener) {
        Peer peer = new Peer(session, answers, listener);
        session.channel().begin(session.link());
        if (!scope.start("peer", () -> peer.run(early))) {
            session.link().cancel();
            peer.run(List.of());
        }
        return peer;
    }

    private void run(List<io.handfast.decred.wire.Frame> early) {
        questions.belongTo(Thread.currentThread());
        PeerEnding ending = PeerEnding.closedHere();
        try {
            tell(() -> listener.opened(this));
            ending = loop.run(early);
        } finally { // an Error of the application ends the connection, but not without a word
            boolean graceful = ending.kind() == PeerEnding.Kind.CLOSED_HERE;
            Duration leave = graceful ? session.settings().leaveWithin() : Duration.ZERO;
            session.link().finish(Optional.empty(), time.in(leave));
            over = ending;
            questions.fail(failureOf(ending));
            PeerEnding last = ending;
            tell(() -> listener.ended(this, last));
            finished.end(new Ending.StreamEnded());
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "bug: a listener threw", e);
        }
    }

    private static HandshakeException failureOf(PeerEnding ending) {
        return ending.failure().orElseGet(() -> new Ending.CancelledHere().asFailure(PeerPhase.MESSAGES, "an answer"));
    }

    /**
     * Queues a message. Never blocks.
     *
     * @param message not {@code version}, {@code verack} or an empty list, for which nodes hang up or ban; nor a second
     *     {@code getinitstate}
     * @return what became of it; {@link Outbox.Offer#FULL} leaves the choice to the sender, where dcrd hangs up
     * @throws IllegalArgumentException for what may not be sent, or not at the negotiated version
     */
    public Outbox.Offer send(Message message) {
        return session.link().outbox().offer(permitted(message));
    }

    /**
     * Queues a message; blocks while there is no room.
     *
     * @param message as for {@link #send(Message)}
     * @param by when to stop waiting
     * @return what became of it; full when there was no room in time
     * @throws InterruptedException when the sender was interrupted; nothing was sent then
     * @throws IllegalArgumentException as for {@link #send(Message)}
     */
    public Outbox.Offer send(Message message, Deadline by) throws InterruptedException {
        return session.link().outbox().put(permitted(message), by);
    }

    /**
     * Sends a message and blocks until it is really written.
     *
     * @param message as for {@link #send(Message)}
     * @param by when to stop waiting, for room and for the network together
     * @return what became of it
     * @throws InterruptedException when the sender was interrupted; the message may still be written
     * @throws IllegalArgumentException as for {@link #send(Message)}
     */
    public Delivery write(Message message, Deadline by) throws InterruptedException {
        Frame.Message frame = permitted(message);
        Receipt receipt = new Receipt(frame.bytes(), time);
        session.channel().watch(receipt);
        try {
            return switch (session.link().outbox().put(frame, by)) {
                case TAKEN -> receipt.await(by);
                case FULL -> Delivery.FULL;
                case CLOSED -> Delivery.DROPPED;
            };
        } finally {
            session.channel().forget(receipt);
        }
    }

    private Frame.Message permitted(Message message) {
        Sendable.require(message);
        if (message instanceof GetInitState && !questions.mayAskInitState()) {
            throw new IllegalArgumentException("a second getinitstate on a connection gets a node banned");
        }
        return session.encoded(message);
    }

    /**
     * Tells addresses of nodes in the message that the negotiated version has for them: none sends nothing, of more than
     * 1 000 a random choice goes out, and before version 12 none behind Tor.
     *
     * @param addresses any number
     * @return how many were queued
     */
    public int sendAddresses(List<NetAddressV2> addresses) {
        Optional<Message> message = AddressMessages.of(addresses, protocolVersion(), session.entropy());
        return message.filter(known -> send(known) == Outbox.Offer.TAKEN)
                .map(AddressMessages::countOf)
                .orElse(0);
    }

    /**
     * Announces something with the next batch, 100 to 500 ms from now. Told only if the peer does not know it by then.
     * Never blocks.
     *
     * @param vector a transaction, block or mixing message that the {@link PeerAnswers} have
     * @return what became of it
     */
    public Announced announce(InvVect vector) {
        return announce(vector, false);
    }

    /**
     * Announces something at once, in a message of its own. Never blocks.
     *
     * @param vector as for {@link #announce}
     * @return what became of it
     */
    public Announced announceNow(InvVect vector) {
        return announce(vector, true);
    }

    /**
     * Announces a block at once: by its header if the peer asked for that, else by its hash. Never blocks.
     *
     * @param header of the new block
     * @return what became of it
     */
    public Announced announce(BlockHeader header) {
        InvVect vector = new InvVect(InvVect.BLOCK, header.hash());
        if (!wantsHeaders()) {
            return announceNow(vector);
        }
        session.link().inbox().post(new PeerEvent.Known(vector));
        return switch (send(new Headers(List.of(header)))) {
            case TAKEN -> Announced.QUEUED;
            case FULL -> Announced.FULL;
            case CLOSED -> Announced.CLOSED;
        };
    }

    private Announced announce(InvVect vector, boolean atOnce) {
        boolean block = vector.type() == InvVect.BLOCK;
        boolean mix = vector.type() == InvVect.MIX;
        if ((!block && !session.remote().version().relayTx()) || (mix && protocolVersion() < ProtocolVersion.MIX)) {
            return Announced.NOT_WANTED;
        }
        if (session.link().outbox().isClosed()) {
            return Announced.CLOSED;
        }
        if (announcements.incrementAndGet() > session.settings().mostAnnounced()) {
            announcements.decrementAndGet();
            return Announced.FULL;
        }
        session.link().inbox().post(new PeerEvent.Announce(vector, atOnce));
        return Announced.QUEUED;
    }

    /**
     * Asks the peer something and waits for the answer.
     *
     * @return always the same object
     */
    public Questions ask() {
        return questions;
    }

    /**
     * Notes a height that the peer is known to have; a lower one than before changes nothing.
     *
     * @param height of a block of its chain
     */
    public void noteHeight(int height) {
        lastHeight.accumulateAndGet(height, Math::max);
    }

    /**
     * The connection in figures.
     *
     * @return as of now
     */
    public PeerStatistics statistics() {
        PeerChannel channel = session.channel();
        return new PeerStatistics(
                channel.received().flow(),
                channel.sent().flow(),
                channel.received().last(),
                channel.sent().last(),
                channel.lastRoundTrip().map(PeerChannel.RoundTrip::took),
                session.remote().version().lastBlock(),
                lastHeight.get(),
                session.remote().clockOffset());
    }

    /**
     * Whether the peer wants blocks announced by their headers.
     *
     * @return true once it has sent {@code sendheaders}
     */
    public boolean wantsHeaders() {
        return loop.wantsHeaders();
    }

    /**
     * The peer.
     *
     * @return as it presented itself
     */
    public RemoteNode remote() {
        return session.remote();
    }

    /**
     * The protocol version both sides speak.
     *
     * @return the lower of both sides'
     */
    public int protocolVersion() {
        return session.protocolVersion();
    }

    /**
     * Which end this side is.
     *
     * @return client when this side dialled
     */
    public Role role() {
        return session.role();
    }

    /**
     * Why it is over.
     *
     * @return empty while it lives
     */
    public Optional<PeerEnding> ending() {
        return Optional.ofNullable(over);
    }

    /**
     * Ends the connection in good order: what is queued is written, then this side takes leave. Blocks until no thread of
     * the connection is left; what takes longer than twice {@link PeerSettings#leaveWithin} is ended as by
     * {@link #cancel}. On the connection's own thread, in a callback, it only asks for the end.
     */
    @Override
    public void close() {
        session.link().inbox().post(new PeerEvent.CloseRequested());
        if (!isOwnThread() && !awaitEnd(time.in(session.settings().leaveWithin().multipliedBy(2)))) {
            cancel();
        }
    }

    /**
     * Ends the connection at once, without a word. Blocks until no thread of it is left, but for at most five seconds:
     * reader and writer are freed, yet a callback that is running is never interrupted. On the connection's own thread it
     * only asks for the end.
     */
    public void cancel() {
        session.link().cancel();
        if (!isOwnThread() && !awaitEnd(time.in(LAST_JOIN))) {
            LOG.log(Level.WARNING, "a listener is still busy with a connection that was cancelled");
        }
    }

    /**
     * Blocks until the connection has ended and the listener has heard of it.
     *
     * @param by when to stop waiting
     * @return false when it lives on; at once on the connection's own thread, which cannot wait for itself; after an
     *     interrupt, which is kept, as well
     */
    public boolean awaitEnd(Deadline by) {
        if (isOwnThread()) {
            return false;
        }
        try {
            return finished.awaitEnding(by);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isOwnThread() {
        return questions.isOwner(Thread.currentThread());
    }
}
