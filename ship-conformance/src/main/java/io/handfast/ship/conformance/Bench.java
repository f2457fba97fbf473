// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one case works with: connections to the device, its operator, its facts. Whatever stands in the way of a case
 * stops it here, with the verdict that belongs to it. Owned by the case's thread.
 */
final class Bench {
    /** TCP, TLS and upgrade, as patient as our own endpoint in sum. */
    private static final Duration CONNECTING = Duration.ofSeconds(30);
    /** A ship-go redials after 20 s at the latest, a device whose user has to be asked takes longer. */
    private static final Duration DIALLING = Duration.ofMinutes(2);

    private final DeviceUnderTest device;
    private final Environment environment;
    private final CaseTrace trace;
    private final Scope scope;
    private final List<Conversation> conversations = new ArrayList<>();

    Bench(DeviceUnderTest device, Environment environment, CaseTrace trace) {
        this.device = device;
        this.environment = environment;
        this.trace = trace;
        this.scope = new Scope("conformance", environment.time());
    }

    DeviceFacts facts() {
        return device.facts();
    }

    boolean can(Ability ability) {
        return facts().can(ability);
    }

    void require(Ability ability, String reason) throws Stopped {
        if (!can(ability)) {
            throw Stopped.notApplicable(reason);
        }
    }

    /** Somebody does something at the device. */
    void request(OperatorRequest what, TesterIdentity about) throws Stopped, InterruptedException {
        if (!device.request(what, about)) {
            throw Stopped.needsOperator(what.words());
        }
        trace.note("", "done: " + what.words());
    }

    /** A trusting device, tested in any role: as a server where possible. */
    Conversation meet(TesterIdentity as) throws Stopped, InterruptedException {
        return can(Ability.LISTENS) ? dialTrusted(as) : receiveTrusted(as);
    }

    Conversation dialTrusted(TesterIdentity as) throws Stopped, InterruptedException {
        requireServer();
        request(OperatorRequest.TRUST, as);
        return dial(as);
    }

    Conversation receiveTrusted(TesterIdentity as) throws Stopped, InterruptedException {
        requireClient();
        request(OperatorRequest.TRUST, as);
        return receive(as);
    }

    /** The tester dials: the device is the server. */
    Conversation dial(TesterIdentity as) throws Stopped, InterruptedException {
        requireServer();
        return opened(Role.CLIENT, () -> device.connect(as, in(CONNECTING)));
    }

    /** The tester is dialled: the device is the client. */
    Conversation receive(TesterIdentity as) throws Stopped, InterruptedException {
        requireClient();
        request(OperatorRequest.DIAL, as);
        return opened(Role.SERVER, () -> device.awaitDial(as, in(DIALLING)));
    }

    private void requireServer() throws Stopped {
        require(Ability.LISTENS, "the device accepts no connections");
    }

    private void requireClient() throws Stopped {
        require(Ability.DIALS, "the device dials nobody");
    }

    private interface Opening<T> {
        T open() throws HandshakeException, InterruptedException;
    }

    private Conversation opened(Role tester, Opening<FrameChannel> opening) throws Stopped, InterruptedException {
        FrameChannel channel = reached(opening, "a WebSocket connection");
        String name = String.valueOf((char) ('A' + conversations.size()));
        trace.note(name, tester == Role.CLIENT ? "tester connected" : "device connected");
        Conversation conversation =
                new Conversation(new RecordedChannel(channel, name, trace), tester, name, environment, scope);
        conversations.add(conversation);
        return conversation;
    }

    /** One TLS handshake in a role of the tester's. */
    TlsAnswer openTls(Role tester, TesterIdentity as) throws Stopped, InterruptedException {
        if (tester == Role.SERVER) {
            request(OperatorRequest.DIAL, as.claimed());
        }
        TlsAnswer answer = reached(() -> device.openTls(tester, as, in(DIALLING)), "a TLS handshake");
        trace.note("", "TLS as " + tester + " " + as + ": " + answer);
        return answer;
    }

    private <T> T reached(Opening<T> opening, String expected) throws Stopped, InterruptedException {
        try {
            return opening.open();
        } catch (Cancelled _) {
            throw new InterruptedException();
        } catch (HandshakeException e) {
            throw Stopped.failed(expected, e.code().code() + ": " + e.got());
        }
    }

    void note(String text) {
        trace.note("", text);
    }

    Deadline in(Duration duration) {
        return environment.time().in(duration);
    }

    /** Takes leave on all connections; nothing of them is left then. */
    void close() throws InterruptedException {
        try {
            for (Conversation conversation : conversations) {
                conversation.leave();
            }
        } finally {
            scope.cancel();
        }
    }
}
