// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.Ski;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Phase;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.net.Dialler;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.time.Deadline;
import io.handfast.tls.PeerJudge;
import io.handfast.tls.ShipJudge;
import io.handfast.tls.ShipProfile;
import io.handfast.tls.TlsOpener;
import io.handfast.tls.TlsSession;
import io.handfast.websocket.UpgradeRequest;
import io.handfast.websocket.UpgradeVerdict;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketClient;
import io.handfast.websocket.WebSocketServer;
import io.handfast.websocket.WebSocketSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Any SHIP node over TCP, TLS and WebSocket. The device dials the tester's two nodes at their ports when it was told to
 * (configured, or shown an mDNS record by the caller); connections nobody waits for are closed at once.
 *
 * <p>One thread uses it. {@link #close} leaves no thread and no socket.
 */
public final class NetworkDevice implements DeviceUnderTest, AutoCloseable {
    private static final String SUBPROTOCOL = "ship";
    private static final int DIALS = 3;

    /** Where the device listens, and how its WebSocket is called; {@code /ship/} for nearly all. */
    public record Target(String host, int port, String path) {}

    /** Does at the device what a case needs, or asks a person to. */
    @FunctionalInterface
    public interface Operator {
        /**
         * Blocks until it is done.
         *
         * @param what what to do
         * @param tester the tester's node it is about
         * @return false when nobody can do it
         * @throws InterruptedException when the waiting thread was interrupted
         */
        boolean request(OperatorRequest what, Ski tester) throws InterruptedException;
    }

    /**
     * How to reach a device.
     *
     * @param target where it listens, asked for each connection; only for a device that {@link Ability#LISTENS}
     * @param facts what is known of it; {@link Ability#TLS} and {@link Ability#BIGGER_SKI} are found out here
     * @param operator who may be asked
     * @param first the tester's usual node
     * @param second the tester's second node
     */
    public record Setup(
            Supplier<Target> target, DeviceFacts facts, Operator operator, TesterNode first, TesterNode second) {}

    private enum Step implements Phase {
        TLS,
        WEBSOCKET;

        @Override
        public String phaseName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Setup setup;
    private DeviceFacts facts;
    private final Environment environment;
    private final Scope scope;
    private final TlsOpener tls;
    private final Dialler dialler;
    private final TesterPort first;
    private final TesterPort second;

    /**
     * Binds the ports of the tester's two nodes and begins to accept.
     *
     * @param setup how to reach the device
     * @param environment clock, guard, entropy, computing threads; not closed by this
     * @throws IOException when a port cannot be bound
     */
    public NetworkDevice(Setup setup, Environment environment) throws IOException {
        this.setup = setup;
        this.environment = environment;
        this.scope = new Scope("conformance ports", environment.time());
        this.tls = new TlsOpener(environment.compute());
        this.dialler = new Dialler(environment.time(), environment.guard());
        this.facts = found(setup, setup.facts());
        boolean open = false;
        try {
            this.first = new TesterPort(setup.first(), environment, scope);
            this.second = new TesterPort(setup.second(), environment, scope);
            open = true;
        } finally {
            if (!open) {
                scope.cancel();
            }
        }
    }

    /**
     * More is known of the device now, through the connections of this; call it before the first case.
     *
     * @param known instead of what the setup said
     */
    public void learn(DeviceFacts known) {
        facts = found(setup, known);
    }

    private static DeviceFacts found(Setup setup, DeviceFacts given) {
        Set<Ability> abilities = new HashSet<>(given.abilities());
        abilities.add(Ability.TLS);
        boolean bigger = given.ski()
                .filter(ski -> ski.compareTo(setup.first().identity().ski()) > 0)
                .isPresent();
        if (bigger) {
            abilities.add(Ability.BIGGER_SKI);
        }
        return new DeviceFacts(given.shipId(), given.ski(), given.txt(), abilities);
    }

    /**
     * Where a node of the tester is dialled.
     *
     * @param node which
     * @return the real port, also after port 0 was asked for
     */
    public int port(TesterIdentity node) {
        return of(node).number();
    }

    private TesterPort of(TesterIdentity as) {
        return as.claimed() == TesterIdentity.FIRST ? first : second;
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public boolean request(OperatorRequest what, TesterIdentity about) throws InterruptedException {
        if (what == OperatorRequest.DIAL) {
            of(about).expectDial();
        }
        return setup.operator().request(what, of(about).ski());
    }

    @Override
    public FrameChannel connect(TesterIdentity as, Deadline by) throws HandshakeException {
        Target target = setup.target().get();
        Socket socket = dialler.dial(target.host(), target.port(), by, scope);
        return watched(socket, watch -> {
            TlsSession session = secure(socket, Role.CLIENT, as, watch, by);
            UpgradeRequest request = new UpgradeRequest(target.host(), target.port(), target.path(), SUBPROTOCOL);
            return upgrade(
                    watch,
                    by,
                    () -> WebSocketClient.open(session, request, environment.entropy(), WebSocketSettings.DEFAULT));
        });
    }

    @Override
    public FrameChannel awaitDial(TesterIdentity as, Deadline by) throws HandshakeException, InterruptedException {
        return dialled(as, by, (socket, watch) -> {
            TlsSession session = secure(socket, Role.SERVER, as, watch, by);
            return upgrade(
                    watch,
                    by,
                    () -> WebSocketServer.accept(
                            session, SUBPROTOCOL, WebSocketSettings.DEFAULT, _ -> new UpgradeVerdict.Accept()));
        });
    }

    @Override
    public TlsAnswer openTls(Role tester, TesterIdentity as, Deadline by)
            throws HandshakeException, InterruptedException {
        Dialled<TlsAnswer> handshake = (socket, watch) -> {
            secure(socket, tester, as, watch, by).close();
            return new TlsAnswer.Completed();
        };
        try {
            if (tester == Role.SERVER) {
                return dialled(as, by, handshake);
            }
            Target target = setup.target().get();
            Socket socket = dialler.dial(target.host(), target.port(), by, scope);
            try {
                return watched(socket, watch -> handshake.run(socket, watch));
            } catch (ConnectionLost e) {
                return new TlsAnswer.Refused(e.got());
            }
        } catch (TimedOut | Cancelled e) {
            throw e; // a stall is no refusal
        } catch (ConnectionLost e) {
            if (tester == Role.CLIENT) {
                throw e; // nobody listens: that says nothing about certificates
            }
            return new TlsAnswer.Refused(e.got());
        } catch (HandshakeException e) {
            return new TlsAnswer.Refused(e.code().code() + ": " + e.got());
        }
    }

    private interface Dialled<T> {
        T run(Socket socket, DeadlineGuard.Watch watch) throws HandshakeException;
    }

    /**
     * A dial that ends without a word may be an old one, from before the device was restarted: the next one counts. When
     * there is none, or they all end like that, that is the device's answer.
     */
    private <T> T dialled(TesterIdentity as, Deadline by, Dialled<T> step)
            throws HandshakeException, InterruptedException {
        Optional<HandshakeException> ended = Optional.empty();
        for (int dial = 0; dial < DIALS; dial++) {
            try {
                Socket socket = of(as).awaitDial(by);
                return watched(socket, watch -> step.run(socket, watch));
            } catch (ConnectionLost e) {
                ended = Optional.of(e);
            } catch (TimedOut e) {
                throw ended.orElse(e);
            }
        }
        throw ended.orElseThrow();
    }

    private interface Watched<T> {
        T run(DeadlineGuard.Watch watch) throws HandshakeException;
    }

    private <T> T watched(Socket socket, Watched<T> body) throws HandshakeException {
        DeadlineGuard.Watch watch = environment.guard().watch(() -> Sockets.closeQuietly(socket));
        boolean done = false;
        try (Scope.Registration _ = scope.onCancel(watch::cancel)) {
            T result = body.run(watch);
            done = true;
            return result;
        } finally {
            if (!done) {
                Sockets.closeQuietly(socket);
            }
        }
    }

    private TlsSession secure(Socket socket, Role role, TesterIdentity as, DeadlineGuard.Watch watch, Deadline by)
            throws HandshakeException {
        ShipProfile profile = ShipProfile.of(of(as).credentials(as), judge(of(as).ski()));
        ShipProfile dialling =
                role == Role.CLIENT ? profile.dialling(setup.target().get().host()) : profile;
        return watch.during(
                by, Step.TLS, EngineFailure.CONNECT_TIMEOUT, "a TLS handshake", () -> tls.open(socket, role, dialling));
    }

    /** The device that was meant, whatever its SKI was made of; any, when nobody knows its SKI. */
    private PeerJudge judge(Ski own) {
        Optional<Ski> expected = facts.ski();
        return expected.isPresent() ? new ShipJudge(own, expected, expected.get()::equals) : _ -> {};
    }

    private static WebSocketChannel upgrade(
            DeadlineGuard.Watch watch, Deadline by, DeadlineGuard.Step<WebSocketChannel> step)
            throws HandshakeException {
        return watch.during(by, Step.WEBSOCKET, EngineFailure.CONNECT_TIMEOUT, "a WebSocket upgrade", step);
    }

    /** Closes the ports. Blocks until no thread is left, which takes no time. */
    @Override
    public void close() {
        scope.cancel();
        try {
            scope.join(environment.time().in(Duration.ofSeconds(5)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
