// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.SeenAddress;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import java.time.Duration;
import java.util.List;

/** The life of one member, top to bottom, on its thread; what matters is told to the owner. */
final class MemberThread {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private MemberThread() {}

    static void run(Member member, boolean ask, PeerSet.Parts parts, Scope scope, Inbox<SetEvent> owner) {
        try {
            live(member, ask, parts, scope, owner);
        } catch (RuntimeException e) { // a bug, which the scope logs; the place is not lost for it
            owner.post(new SetEvent.NotReached(
                    member,
                    new ConnectionLost(
                            EngineFailure.CONNECTION_LOST, "peer-set", "a connection", "a bug of ours: " + e, e)));
            throw e;
        }
    }

    private static void live(Member member, boolean ask, PeerSet.Parts parts, Scope scope, Inbox<SetEvent> owner) {
        switch (parts.dial().dial(member.address(), scope)) {
            case Dial.Failed failed -> owner.post(new SetEvent.NotReached(member, failed.why()));
            case Dial.Reached(Session session, var _) -> {
                owner.post(new SetEvent.Reached(member, session));
                if (ask) {
                    ask(member, session, parts, owner);
                }
                HandshakeException why = session.awaitEnd();
                session.close();
                owner.post(new SetEvent.Gone(member, why));
            }
        }
    }

    private static void ask(Member member, Session session, PeerSet.Parts parts, Inbox<SetEvent> owner) {
        try {
            List<SeenAddress> addresses =
                    session.askAddresses(parts.environment().time().in(PATIENCE));
            if (!addresses.isEmpty()) {
                owner.post(new SetEvent.Learnt(member, addresses));
            }
        } catch (HandshakeException _) {
            // the connection is over: its end says why
        }
    }
}
