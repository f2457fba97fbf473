// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetBlocks;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.MemPool;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the peer asks. Data may be more than the outbox holds: what has no room waits in here, by its name, until
 * there is some, so that the owner never waits for a peer that does not read. Belongs to the owner.
 */
final class Serving {
    private static final System.Logger LOG = System.getLogger(Serving.class.getName());

    private final PeerSession session;
    private final Outgoing replies;
    private final PeerAnswers answers;
    private final ArrayDeque<InvVect> wanted = new ArrayDeque<>(0);
    private final List<InvVect> notFound = new ArrayList<>(0);
    private @Nullable Message withoutRoom;
    private boolean initStateTold;
    private boolean addressesTold;

    Serving(PeerSession session, Outgoing replies, PeerAnswers answers) {
        this.session = session;
        this.replies = replies;
        this.answers = answers;
    }

    /** Answers a question; does nothing about every other message. */
    void serve(Message message) throws HandshakeException {
        switch (message) {
            case GetInitState asked -> tellInitState(asked);
            case GetHeaders asked ->
                replies.say(guarded(() -> answers.headers(asked), PeerAnswers.NOTHING.headers(asked)));
            case GetData asked -> want(asked.inventory());
            case GetBlocks asked -> tellInventory(guarded(() -> answers.blocks(asked), List.of()));
            case MemPool _ -> tellInventory(guarded(answers::memPool, List.of()));
            case GetCFsV2 asked -> tellIfAny(guarded(() -> answers.filters(asked), Optional.empty()));
            case GetCFilterV2 asked -> tellIfAny(guarded(() -> answers.filter(asked), Optional.empty()));
            case GetAddr _ -> tellAddresses();
            default -> {}
        }
    }

    /** The second answer would get us banned. */
    private void tellInitState(GetInitState asked) throws HandshakeException {
        if (!initStateTold) {
            initStateTold = true;
            InitState nothing = PeerAnswers.NOTHING.initState(asked);
            replies.say(guarded(() -> answers.initState(asked), nothing));
        }
    }

    private void tellInventory(List<InvVect> vectors) throws HandshakeException {
        if (!vectors.isEmpty()) {
            replies.say(new Inv(vectors));
        }
    }

    private void tellIfAny(Optional<? extends Message> answer) throws HandshakeException {
        if (answer.isPresent()) {
            replies.say(answer.get());
        }
    }

    /** Who could choose whom we dial could learn from our addresses whom else we know: only those who dialled are told. */
    private void tellAddresses() throws HandshakeException {
        if (session.role() == Role.SERVER && !addressesTold) {
            addressesTold = true;
            tellIfAny(AddressMessages.of(
                    guarded(answers::addresses, List.of()), session.protocolVersion(), session.entropy()));
        }
    }

    private void want(List<InvVect> vectors) throws HandshakeException {
        int most = session.settings().mostWanted();
        if (wanted.size() + vectors.size() > most) {
            throw new PeerMisbehaved(
                    PeerFailure.TOO_MUCH_WANTED,
                    PeerPhase.MESSAGES.phaseName(),
                    "at most " + most + " things wanted at a time",
                    wanted.size() + vectors.size() + " of them");
        }
        wanted.addAll(vectors);
        goOn();
    }

    /** Tells of what is wanted as much as there is room for. */
    void goOn() {
        while (!wanted.isEmpty()) {
            if (notFound.size() == InvVect.MAX_PER_MESSAGE && !tellNotFound()) {
                return;
            }
            InvVect next = wanted.getFirst();
            Message message = withoutRoom != null
                    ? withoutRoom
                    : guarded(() -> answers.data(next), Optional.<Message>empty())
                            .orElse(null);
            if (message == null) {
                notFound.add(next);
            } else if (!replies.takes(message)) {
                withoutRoom = message;
                return;
            }
            withoutRoom = null;
            wanted.removeFirst();
        }
        tellNotFound();
    }

    private boolean tellNotFound() {
        if (notFound.isEmpty() || replies.takes(new NotFound(notFound))) {
            notFound.clear();
            return true;
        }
        return false;
    }

    private static <T> T guarded(Supplier<T> answer, T otherwise) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "bug: the application's answers threw", e);
            return otherwise;
        }
    }
}
