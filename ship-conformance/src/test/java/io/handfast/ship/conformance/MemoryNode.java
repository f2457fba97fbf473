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
import io.handfast.engine.time.TimeSource;
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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Our own handshake and connection as device under test, on a pipe for each connection, without TLS; the
 * rule for double connections is the test's, since the hub's needs sockets. Its application answers reads. One virtual
 * clock's threads use it, which run one at a time.
 */
class MemoryNode implements DeviceUnderTest {
    static final String SHIP_ID = "i:device-under-test";
    static final Ski SKI = new Ski("f".repeat(40));

    private static final Ski TESTER = new Ski("1".repeat(40));

    private final Environment environment;
    private final Scope scope;
    private final Flaw flaw;
    private final Map<TesterIdentity, ShipConnection> established = new EnumMap<>(TesterIdentity.class);
    private final Map<TesterIdentity, PipeChannel> open = new EnumMap<>(TesterIdentity.class);
    /** The newest connection, as soon as its handshake is complete. */
    private Inbox<ShipConnection> current;

    MemoryNode(Environment environment, Scope scope, Flaw flaw) {
        this.environment = environment;
        this.scope = scope;
        this.flaw = flaw;
        this.current = new Inbox<>(environment.time(), 0);
    }

    /** A record written by hand, in the order and with the limits of the specification. */
    static List<String> txt(String shipId, Ski ski) {
        return List.of(
                "txtvers=1",
                "path=/ship/",
                "id=" + shipId,
                "ski=" + ski,
                "brand=Handfast",
                "model=Hub",
                "type=EnergyManagementSystem",
                "register=false",
                "serial=000001",
                "cat=2");
    }

    @Override
    public DeviceFacts facts() {
        Set<Ability> abilities = EnumSet.of(Ability.LISTENS, Ability.DIALS, Ability.BIGGER_SKI, Ability.ANSWERS_READS);
        if (!flaw.declaresNoQuery()) {
            abilities.add(Ability.QUERIES_ACCESS_METHODS);
        }
        return new DeviceFacts(
                Optional.of(SHIP_ID), Optional.of(SKI), Optional.of(flaw.txt(txt(SHIP_ID, SKI))), abilities);
    }

    @Override
    public FrameChannel connect(TesterIdentity as, Deadline by) {
        return open(Role.SERVER, as);
    }

    @Override
    public FrameChannel awaitDial(TesterIdentity as, Deadline by) {
        return open(Role.CLIENT, as);
    }

    private FrameChannel open(Role ours, TesterIdentity as) {
        TimeSource time = environment.time();
        Pipe pipe = new Pipe(time);
        PipeChannel mine = ours == Role.CLIENT ? pipe.client() : pipe.server();
        PipeChannel testers = ours == Role.CLIENT ? pipe.server() : pipe.client();
        if (isRefused(ours, as)) {
            mine.close();
            return testers;
        }
        open.put(as, mine);
        current = new Inbox<>(time, 0);
        Application application = new Application(as, current);
        time.start("device " + ours.name().toLowerCase(Locale.ROOT), () -> live(ours, mine, application));
        return flaw.middle(ours)
                .<FrameChannel>map(middle -> new FlawedChannel(testers, middle, time))
                .orElse(testers);
    }

    private boolean isRefused(Role ours, TesterIdentity as) {
        PipeChannel older = open.get(as);
        return switch (flaw.second()) {
            case NEWEST_STAYS, BOTH_STAY -> false;
            case DIALLED_BY_BIGGER_STAYS -> ours == Role.SERVER && older != null && !older.isClosed();
            case FIRST_IN_ALL_STAYS -> open.values().stream().anyMatch(other -> !other.isClosed());
        };
    }

    private void live(Role ours, FrameChannel mine, Application application) {
        ShipHandshake handshake = new ShipHandshake(
                mine,
                ours,
                flaw.queries() ? new LocalNode(SHIP_ID) : new LocalNode(SHIP_ID).withoutQuery(),
                new RemoteNode(TESTER, Trust.TRUSTED, Optional.empty()),
                flaw.timers(ShipTimers.usual(), ours),
                environment,
                new Trace(environment.time()),
                scope);
        try {
            handshake.run().start(scope, application);
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
    private final class Application implements ShipConnection.Handler {
        private final TesterIdentity peer;
        private final Inbox<ShipConnection> completed;

        Application(TesterIdentity peer, Inbox<ShipConnection> completed) {
            this.peer = peer;
            this.completed = completed;
        }

        @Override
        public void opened(ShipConnection connection) {
            ShipConnection older = established.put(peer, connection);
            if (older != null && flaw.second() == Flaw.Second.NEWEST_STAYS) {
                older.close(ConnectionClose.UNSPECIFIC);
            }
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
