// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a node can be asked, each question with its answer: {@link Peer#ask}. For every thread; each method blocks until
 * the answer is there, the deadline has passed, the connection has ended or the thread was interrupted. A listener runs
 * on the thread that takes the answers, so it must not wait for one: it gets an {@link IllegalStateException}.
 *
 * <p>Decred numbers no questions. How answers are told from what a peer says by itself stands with each kind, in
 * {@code docs/protocol/decred-messages.md}.
 */
public final class Questions {
    /** As many filters as go into one message. */
    public static final int MOST_FILTERS = 100;

    private final PeerSession session;
    private final TimeSource time;
    private final Set<Call<?>> open = ConcurrentHashMap.newKeySet(1);
    private final AtomicBoolean initStateAsked = new AtomicBoolean();
    private volatile @Nullable Thread owner;
    private volatile @Nullable HandshakeException over;

    Questions(PeerSession session) {
        this.session = session;
        this.time = session.time();
    }

    void belongTo(Thread thread) {
        owner = thread;
    }

    boolean isOwner(Thread thread) {
        return thread.equals(owner);
    }

    /** Once true, then never again. */
    boolean mayAskInitState() {
        return initStateAsked.compareAndSet(false, true);
    }

    /** The connection has ended. */
    void fail(HandshakeException ended) {
        over = ended;
        open.forEach(call -> call.fail(ended));
    }

    /**
     * Asks for headers; blocks until they are there. Questions of several threads go out one at a time.
     *
     * @param locator hashes of our chain from its tip downwards, at most 500; none asks for the stop hash's header alone
     * @param stop the last header wanted; {@link Hash#ZERO} for as many as possible
     * @param by when to stop waiting
     * @return at most 2 000; none when the peer knows none, or is not done itself
     * @throws HandshakeException {@link PeerFailure#NO_ANSWER}, or why the connection ended
     */
    public Headers headers(List<Hash> locator, Hash stop, Deadline by) throws HandshakeException {
        return ask(new HeadersCall(new GetHeaders(0, locator, stop), time), by);
    }

    /**
     * Asks for committed filters; blocks until all are there. In one message, or before protocol version 11 one by one.
     * A node says nothing when it misses one of them, or knows the blocks in another order.
     *
     * @param blocks 1 to 100 blocks that follow each other
     * @param by when to stop waiting
     * @return a filter for each block, in the same order; not yet verified
     * @throws HandshakeException {@link PeerFailure#NO_ANSWER}, or why the connection ended
     */
    public List<CFilterV2> filters(List<Hash> blocks, Deadline by) throws HandshakeException {
        if (blocks.isEmpty() || blocks.size() > MOST_FILTERS) {
            throw new IllegalArgumentException(blocks.size() + " blocks; 1 to " + MOST_FILTERS + " at a time");
        }
        return ask(new FiltersCall(List.copyOf(blocks), session.protocolVersion(), time), by);
    }

    /**
     * Asks for blocks; blocks until each is there or known to be missing. A peer that says neither within 30 s loses the
     * connection, whatever the deadline.
     *
     * @param hashes at most 50 000, but each may have 1.25 MiB
     * @param by when to stop waiting
     * @return what came
     * @throws HandshakeException {@link PeerFailure#NO_ANSWER}, or why the connection ended
     */
    public Fetched<Block> blocks(List<Hash> hashes, Deadline by) throws HandshakeException {
        return fetch(Block.class, InvVect.BLOCK, hashes, by);
    }

    /**
     * Asks for transactions, as {@link #blocks} for blocks. Nodes have those that wait and those just announced.
     *
     * @param hashes at most 50 000
     * @param by when to stop waiting
     * @return what came
     * @throws HandshakeException as for {@link #blocks}
     */
    public Fetched<Transaction> transactions(List<Hash> hashes, Deadline by) throws HandshakeException {
        return fetch(Transaction.class, InvVect.TX, hashes, by);
    }

    private <M extends Message> Fetched<M> fetch(Class<M> kind, long type, List<Hash> hashes, Deadline by)
            throws HandshakeException {
        return hashes.isEmpty()
                ? new Fetched<>(Map.of(), List.of())
                : ask(new DataCall<>(kind, type, hashes, time), by);
    }

    /**
     * Asks for what a node has to know that begins; blocks until it is there. Once on a connection. A peer that does not
     * answer within 30 s loses the connection.
     *
     * @param by when to stop waiting
     * @return blocks and votes at the end of the chain, and treasury spends
     * @throws HandshakeException {@link PeerFailure#ASKED_ALREADY}, {@link PeerFailure#NO_ANSWER}, or why the
     *     connection ended
     */
    public InitState initState(Deadline by) throws HandshakeException {
        if (!mayAskInitState()) {
            throw new LocallyRefused(
                    PeerFailure.ASKED_ALREADY,
                    PeerPhase.MESSAGES.phaseName(),
                    "one getinitstate on a connection",
                    "a second one, for which nodes ban");
        }
        List<String> types = List.of(GetInitState.HEAD_BLOCKS, GetInitState.HEAD_BLOCK_VOTES, GetInitState.T_SPENDS);
        return ask(new InitStateCall(new GetInitState(types), time), by);
    }

    /**
     * Asks for other nodes; blocks until it hears of some. Nodes answer only who dialled them, and once; not on simnet and
     * regnet.
     *
     * @param by when to stop waiting
     * @return at least one
     * @throws HandshakeException {@link PeerFailure#NO_ANSWER}, or why the connection ended
     */
    public List<NetAddressV2> addresses(Deadline by) throws HandshakeException {
        return ask(new AddressesCall(session), by);
    }

    /**
     * Sends a ping and blocks until its answer is there.
     *
     * @param by when to stop waiting
     * @return from writing the ping to reading its answer
     * @throws HandshakeException {@link PeerFailure#NO_ANSWER}, or why the connection ended
     */
    public Duration ping(Deadline by) throws HandshakeException {
        return ask(new PingCall(session), by);
    }

    private <T> T ask(Call<T> call, Deadline by) throws HandshakeException {
        if (isOwner(Thread.currentThread())) {
            throw new IllegalStateException(
                    "a listener cannot wait for an answer: it runs on the thread that takes it");
        }
        open.add(call);
        try {
            session.link().inbox().post(new PeerEvent.Asked(call));
            HandshakeException ended = over; // set before the open calls are failed, so one of the two sees the other
            if (ended != null) {
                call.fail(ended);
            }
            return call.await(by);
        } finally {
            open.remove(call);
            session.link().inbox().post(new PeerEvent.Withdrawn(call));
        }
    }
}
