// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.CloseReason;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.RawJson;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Our own handshake and connection as device under test, on a pipe for each connection, without TLS and without the
 * hub's rules. Its application answers reads. A flaw, if any, stands between it and the tester.
 */
class MemoryNode implements DeviceUnderTest {
    static final String SHIP_ID = "i:device-under-test";
    static final Ski SKI = new Ski("f".repeat(40));

    /** Written by hand, in the order and with the limits of the specification. */
    static final List<String> TXT = List.of(
            "txtvers=1",
            "path=/ship/",
            "id=" + SHIP_ID,
            "ski=" + SKI,
            "brand=Handfast",
            "model=Hub",
            "type=EnergyManagementSystem",
            "register=false",
            "serial=000001",
            "cat=2");

    private static final Ski TESTER = new Ski("1".repeat(40));

    private final Environment environment;
    private final Scope scope;
    private final Flaw flaw;
    private final boolean queries;
    /** The newest connection, as soon as its handshake is complete. */
    private Inbox<ShipConnection> current;

    MemoryNode(Environment environment, Scope scope, Flaw flaw, boolean queries) {
        this.environment = environment;
        this.scope = scope;
        this.flaw = flaw;
        this.queries = queries;
        this.current = new Inbox<>(environment.time(), 0);
    }

    @Override
    public DeviceFacts facts() {
        Set<Ability> abilities = EnumSet.of(Ability.LISTENS, Ability.DIALS, Ability.BIGGER_SKI, Ability.ANSWERS_READS);
        if (queries) {
            abilities.add(Ability.QUERIES_ACCESS_METHODS);
        }
        return new DeviceFacts(Optional.of(SHIP_ID), Optional.of(SKI), Optional.of(flaw.txt(TXT)), abilities);
    }

    @Override
    public FrameChannel connect(TesterIdentity as, Deadline by) {
        return open(Role.SERVER);
    }

    @Override
    public FrameChannel awaitDial(TesterIdentity as, Deadline by) {
        return open(Role.CLIENT);
    }

    private FrameChannel open(Role ours) {
        current = new Inbox<>(environment.time(), 0);
        Inbox<ShipConnection> completed = current;
        Pipe pipe = new Pipe(environment.time());
        PipeChannel mine = ours == Role.CLIENT ? pipe.client() : pipe.server();
        PipeChannel testers = ours == Role.CLIENT ? pipe.server() : pipe.client();
        ShipHandshake handshake = new ShipHandshake(
                mine,
                ours,
                new LocalNode(SHIP_ID, queries || flaw.queriesAllTheSame()),
                new RemoteNode(TESTER, Trust.TRUSTED, Optional.empty()),
                flaw.timers(ShipTimers.usual()),
                environment,
                new Trace(environment.time()),
                scope);
        String name = "device " + ours.name().toLowerCase(Locale.ROOT);
        environment.time().start(name, () -> live(handshake, completed));
        return flaw.stand(testers, ours, environment.time());
    }

    private void live(ShipHandshake handshake, Inbox<ShipConnection> completed) {
        try {
            handshake.run().start(scope, new Application(completed));
        } catch (HandshakeException _) {
            // the tester sees what became of it
        }
    }

    @Override
    public TlsAnswer openTls(Role tester, TesterIdentity as, Deadline by) {
        throw new UnsupportedOperationException("there is no TLS in memory");
    }

    @Override
    public boolean request(OperatorRequest what, TesterIdentity about) throws InterruptedException {
        switch (what) {
            case TRUST, DIAL -> {} // it trusts everybody, and dials when it is waited for
            case REVOKE_TRUST -> connection().close(flaw.reason(ConnectionClose.REMOVED_CONNECTION));
            case READ_DATA -> send(connection(), Spine.read(77));
        }
        return true;
    }

    private ShipConnection connection() throws InterruptedException {
        Inbox.Event<ShipConnection> event = current.await(environment.time().in(Duration.ofSeconds(10)));
        if (event instanceof Inbox.Posted<ShipConnection>(ShipConnection connection)) {
            return connection;
        }
        throw new AssertionError("no connection: " + event);
    }

    private static void send(ShipConnection connection, Data data) {
        try {
            connection.send(data.payload(), Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers reads, as a SPINE stack would. */
    private record Application(Inbox<ShipConnection> completed) implements ShipConnection.Handler {
        @Override
        public void opened(ShipConnection connection) {
            completed.post(connection);
        }

        @Override
        public void received(ShipConnection connection, RawJson payload) {
            Data data = Data.spine(payload);
            if (Spine.isRead(data)) {
                send(connection, Spine.replyTo(data));
            }
        }

        @Override
        public void closed(ShipConnection connection, CloseReason reason) {}
    }
}
