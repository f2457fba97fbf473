// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.crypto.Ski;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.PinTerms;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.message.ConnectionClose;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One device: dials it, receives it, keeps its connection, tries again. One thread owns everything in here; dials,
 * handshakes and connections run on threads of their own and report back as events, so what elsewhere is a race is
 * a sequence here.
 *
 * <p>Two connections of a device may be under way at once, no more; which one stays is decided by {@link Contest}.
 * The application never sees two: the next begins when the one before has ended.
 */
final class DeviceActor {
    private final Ski ski;
    private final HubContext hub;
    private final TimeSource time;
    private final Scope scope;
    /** Ends what is not complete, so that a stop waits for no handshake. */
    private final Scope handshaking;

    private final Inbox<DeviceEvent> inbox;
    private final DeviceDiary diary;
    private final Redial redial;
    private final Contenders contenders;
    private final Procedure procedure;

    // Owned by the actor's thread.
    private int handled;
    private boolean trusted;
    private boolean stopping;

    /** How many events came from outside; guarded by the table of actors. */
    private int posted;

    DeviceActor(Ski ski, HubContext hub, Scope scope) {
        this.ski = ski;
        this.hub = hub;
        this.time = hub.environment().time();
        this.scope = scope;
        this.handshaking = new Scope("handshakes", time);
        this.inbox = new Inbox<>(time, 0);
        this.trusted = hub.trust().find(ski).isPresent();
        this.redial = new Redial(
                hub.environment(), hub.addresses().of(ski), hub.settings().longestRedial());
        this.diary = new DeviceDiary(ski, hub, redial, trusted);
        boolean weAreBigger = hub.own().compareTo(ski) > 0;
        this.procedure = new Procedure(ski, hub, this::post);
        Contest contest = new Contest(hub.settings().doubleConnections(), weAreBigger);
        this.contenders = new Contenders(contest, time, by -> hub.measured(new Measurement.DoubleSettled(by)));
    }

    /** From its own threads; never blocks. */
    private void post(DeviceEvent event) {
        inbox.post(event);
    }

    /** From outside; only under the guard of the table of actors, never blocks. */
    void postFromOutside(DeviceEvent event) {
        posted++;
        inbox.post(event);
    }

    /** Whether all that was posted from outside is done with; only under the guard of the table of actors. */
    boolean hasNothingLeft() {
        return posted == handled;
    }

    /** How it stands; from any thread. */
    DeviceStatus status() {
        return diary.status();
    }

    /** The actor's life; blocks until it was stopped, or is about a device that nobody knows and that has gone. */
    void run() throws InterruptedException {
        try (Scope.Registration _ = scope.onCancel(inbox::cancel);
                Scope.Registration _ = scope.onCancel(handshaking::cancel)) {
            redial.now(trusted);
            boolean living = true;
            while (living) {
                diary.publish(contenders.leading());
                living = step() && !retires();
            }
        } finally {
            diary.tellNews();
            hub.admission().forget(ski);
            contenders.all().forEach(contender -> contender.attempt().end());
        }
    }

    private boolean step() throws InterruptedException {
        Deadline until = earliest(redial.at(), contenders.decideBy());
        switch (inbox.await(until)) {
            case Inbox.Expired<DeviceEvent> _
            when until == contenders.decideBy() -> contenders.loserAfterWait().ifPresent(this::lose);
            case Inbox.Expired<DeviceEvent> _ -> dial();
            case Inbox.Posted<DeviceEvent>(DeviceEvent.Stop(Deadline by)) -> {
                farewell(by);
                return false;
            }
            case Inbox.Posted<DeviceEvent>(DeviceEvent event) -> take(event);
            case Inbox.Ended<DeviceEvent> _, Inbox.Received<DeviceEvent> _ -> {
                return false;
            }
        }
        return true;
    }

    /** Whether it ends, because its device is unknown and gone. Listeners hear of its end before that of a new actor. */
    private boolean retires() {
        if (trusted || !contenders.isEmpty()) {
            return false;
        }
        diary.gone();
        return hub.table().retire(ski, this);
    }

    private void take(DeviceEvent event) {
        switch (event) {
            case DeviceEvent.Opened(Contender contender, Candidates.Opened opened) -> opened(contender, opened);
            case DeviceEvent.Reached reached -> reached(reached);
            case DeviceEvent.Completed(Contender contender, Established established) ->
                complete(contender, established);
            case DeviceEvent.Failed failed -> fail(failed);
            case DeviceEvent.Closed(Contender contender, CloseReason reason) -> closed(contender, reason);
            case DeviceEvent.Restricted(Contender _, Restriction restriction) -> diary.restricted(restriction);
            default -> takeFromOutside(event);
        }
    }

    private void takeFromOutside(DeviceEvent event) {
        handled++;
        switch (event) {
            case DeviceEvent.Knocked knocked -> receive(knocked);
            case DeviceEvent.Trusted _ -> trust();
            case DeviceEvent.Refused _ -> refuse();
            case DeviceEvent.Forgotten _ -> forget();
            case DeviceEvent.PinWanted(PinTerms.Wish wish) -> diary.pinWanted(wish, contenders.leading());
            case DeviceEvent.PinEntered _ -> enterPin();
            case DeviceEvent.Connect _ -> redial.now(isIdle());
            case DeviceEvent.Disconnect(boolean stayAway) -> disconnect(stayAway);
            case DeviceEvent.Found _ -> redial.found(hub.addresses().of(ski), trusted && isIdle());
            case DeviceEvent.Room _ -> room();
            case DeviceEvent.Stop _ -> {} // a second one: it is taking leave already
            default -> throw new IllegalStateException("handled elsewhere: " + event);
        }
    }

    // ---- how connections begin

    private void dial() {
        redial.dialling();
        Attempt attempt = new Attempt(time, handshaking);
        if (!attempt.admit(hub.admission(), ski, true)) {
            attempt.end();
            redial.waitForRoom();
            diary.waitsForRoom(hub.admission().taken());
            hub.admission().await(ski, () -> hub.table().post(ski, new DeviceEvent.Room()));
            return;
        }
        PhaseRelay relay = new PhaseRelay();
        Contender contender = enlist(Role.CLIENT, attempt, relay);
        Candidates candidates = new Candidates(redial.addresses(), time);
        diary.dialling(candidates);
        start("dial", contender, () -> procedure.dial(contender, relay, candidates));
    }

    private void opened(Contender contender, Candidates.Opened opened) {
        contender.opened(opened.handshake());
        contender.dialledAt(opened.at());
        if (contender.isOwedPin()) {
            hub.pins().give(ski, contender::enterPin);
        }
    }

    private void receive(DeviceEvent.Knocked knocked) {
        if (!contenders.hasRoom() || redial.staysAway() || stopping) {
            knocked.handshake().cancel();
            knocked.attempt().end();
            diary.turnedAway(redial.staysAway());
            return;
        }
        redial.never();
        knocked.attempt().moveTo(handshaking);
        Contender contender = enlist(Role.SERVER, knocked.attempt(), knocked.relay());
        contender.opened(knocked.handshake());
        hub.pins().give(ski, contender::enterPin);
        if (trusted) {
            knocked.handshake().decide(true); // it was decided while it came
        }
        diary.knocked();
        start("receive", contender, () -> procedure.receive(contender, knocked));
    }

    private Contender enlist(Role role, Attempt attempt, PhaseRelay relay) {
        Contender contender = contenders.enlist(role, attempt);
        relay.to(phase -> post(new DeviceEvent.Reached(contender, phase)));
        return contender;
    }

    private void start(String name, Contender contender, Scope.Body body) {
        if (!scope.start(name, body)) {
            contenders.remove(contender);
        }
    }

    // ---- what becomes of them

    private void reached(DeviceEvent.Reached reached) {
        Contender contender = reached.contender();
        contender.reached(reached.phase());
        if (reached.phase() == ShipPhase.HELLO_PENDING_LISTEN && !trusted) {
            diary.asksForTrust();
        }
    }

    private void complete(Contender contender, Established established) {
        contender.completed(established);
        if (!trusted || contender.isLeaving()) { // decided otherwise while it got through
            established.cancel();
            contenders.remove(contender);
        } else if (contenders.isFirstComplete(contender)) {
            contenders.dialBeside(contender).ifPresent(dial -> dial.leave(ConnectionClose.UNSPECIFIC));
            start(contender);
        } else {
            diary.doubleConnection(contender);
            contenders.loserOf(contender).ifPresent(this::lose);
        }
    }

    private void lose(Contender loser) {
        end(loser, ConnectionClose.UNSPECIFIC);
    }

    /** One that is complete and held is ended unheard: its peer thinks that data may flow, and is owed a word. */
    private void end(Contender contender, String reason) {
        contender.held().ifPresent(held -> {
            contender.attempt().moveTo(scope);
            Consumer<CloseReason> onClosed = why -> post(new DeviceEvent.Closed(contender, why));
            contender.carriesUnheard(held.start(scope, new Unheard(onClosed)));
        });
        contender.leave(reason);
    }

    private void start(Contender contender) {
        Established established = contender.held().orElseThrow();
        redial.connected();
        Optional<String> told = established.accessMethods().dns();
        hub.trust().met(ski, new TrustStore.Meeting(established.shipId(), time.wallClock(), told, contender.address()));
        redial.know(hub.addresses().of(ski));
        contender.attempt().moveTo(scope);
        DeviceSession session = new DeviceSession(
                ski,
                established.report(),
                hub.application(),
                restriction -> post(new DeviceEvent.Restricted(contender, restriction)),
                reason -> post(new DeviceEvent.Closed(contender, reason)));
        contender.carries(established.start(scope, session));
        diary.connected(contender, established);
    }

    private void fail(DeviceEvent.Failed failed) {
        Contender contender = failed.contender();
        contenders.remove(contender);
        HandshakeException failure = failed.failure();
        boolean outdone = contender.handshake().isPresent() && !contenders.isEmpty();
        if (contender.isLeaving() || outdone) {
            diary.outdone(contender, failure);
            return;
        }
        if (trusted && contenders.isEmpty()) {
            redial.failed(failure);
        }
        diary.failed(contender, HubContext.stage(failed.report()), failure);
    }

    private void closed(Contender contender, CloseReason reason) {
        contender.attempt().end();
        boolean outdone = contender.isLeaving() && contenders.besides(contender).isPresent();
        contenders.remove(contender);
        contenders.held().ifPresent(this::start);
        if (trusted && contenders.isEmpty() && !stopping) {
            redial.lost();
        }
        if (contender.isUnheard()) {
            diary.unheard(reason);
        } else {
            diary.closed(reason, outdone);
        }
    }

    private boolean isIdle() {
        return contenders.isEmpty() && !stopping;
    }

    // ---- what this side wants

    private void trust() {
        trusted = true;
        diary.trusted(true);
        contenders.all().forEach(contender -> {
            contender.attempt().trusted(true);
            contender.handshake().ifPresent(handshake -> handshake.decide(true));
        });
        redial.now(isIdle());
    }

    private void enterPin() {
        diary.pinEntered();
        hub.pins().give(ski, pin -> contenders.all().forEach(contender -> contender.enterPin(pin)));
        if (trusted && !redial.staysAway()) {
            redial.now(isIdle());
        }
    }

    private void refuse() {
        if (!trusted) {
            contenders
                    .all()
                    .forEach(contender -> contender.handshake().ifPresent(handshake -> handshake.decide(false)));
        }
    }

    private void forget() {
        trusted = false;
        diary.trusted(false);
        redial.never();
        hub.admission().forget(ski);
        for (Contender contender : contenders.all()) {
            contender.attempt().trusted(false);
            if (contender.isComplete()) {
                end(contender, ConnectionClose.REMOVED_CONNECTION);
            } else {
                contender.handshake().ifPresentOrElse(handshake -> handshake.decide(false), () -> contender.leave(""));
            }
        }
    }

    private void disconnect(boolean stayAway) {
        redial.stayAway(stayAway);
        hub.admission().forget(ski);
        contenders.all().forEach(contender -> end(contender, ConnectionClose.UNSPECIFIC));
    }

    private void room() {
        if (redial.stopsWaitingForRoom() && isIdle()) {
            dial();
        } else {
            hub.admission().wakeNext();
        }
    }

    private void farewell(Deadline by) throws InterruptedException {
        stopping = true;
        redial.never();
        contenders.all().forEach(contender -> end(contender, ConnectionClose.UNSPECIFIC));
        handshaking.cancel();
        boolean living = true;
        while (living && contenders.anyComplete()) {
            switch (inbox.await(by)) {
                case Inbox.Posted<DeviceEvent>(DeviceEvent.Completed(Contender late, Established established)) -> {
                    established.cancel();
                    contenders.remove(late);
                }
                case Inbox.Posted<DeviceEvent>(DeviceEvent event) -> take(event);
                default -> living = false;
            }
            diary.publish(contenders.leading());
        }
        diary.publish(Optional.empty());
    }
}
