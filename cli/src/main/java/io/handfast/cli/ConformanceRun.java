// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.conformance.Ability;
import io.handfast.ship.conformance.Conformance;
import io.handfast.ship.conformance.DeviceFacts;
import io.handfast.ship.conformance.NetworkDevice;
import io.handfast.ship.conformance.OperatorRequest;
import io.handfast.ship.conformance.ShipCase;
import io.handfast.ship.conformance.TesterIdentity;
import io.handfast.ship.conformance.TesterNode;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.hub.ShipProbe;
import io.handfast.tls.ShipCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of the conformance tester. Gets to know the device first, with one proper handshake and one dial of the
 * device's: what would fail every case is said at once instead. Owned by one thread; {@link #close} leaves no socket.
 */
final class ConformanceRun implements AutoCloseable {
    private static final Duration FIRST_DIAL = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(6);

    /** Who does what has to be done at the device. */
    sealed interface Helper {
        /** Nobody. */
        record Nobody() implements Helper {}

        /** Somebody at the terminal. */
        record Person(BufferedReader answers) implements Helper {}

        /** A command of the shell. */
        record Program(String command, Duration limit) implements Helper {}
    }

    /**
     * What the user wants.
     *
     * @param at where the device listens
     * @param cases which, in order
     * @param listen where it may dial the tester's first node, the second one is the next port; empty when it cannot
     * @param shipId the device's, as its maker says; empty when nobody told
     * @param txt its TXT record; empty when nobody told
     * @param mdns whether to look for its TXT record, and to announce the tester where it listens
     * @param anyway whether the cases shall run although the first handshake fails
     * @param declared what its maker says it can do besides
     * @param helper who may be asked
     */
    record Wish(
            Address at,
            List<ShipCase> cases,
            Optional<Integer> listen,
            Optional<String> shipId,
            Optional<List<String>> txt,
            boolean mdns,
            boolean anyway,
            Set<Ability> declared,
            Helper helper) {}

    private final Wish wish;
    private final TesterIdentities testers;
    private final Output output;
    private final Environment environment;
    private final NetworkDevice device;
    private final TestOperator operator;
    private Optional<TestNetwork> network = Optional.empty();
    private Optional<Ski> ski = Optional.empty();
    private Optional<String> shipIdTold = Optional.empty();
    private Optional<List<String>> txt;

    ConformanceRun(Wish wish, TesterIdentities testers, Output output, Environment environment) {
        this.wish = wish;
        this.testers = testers;
        this.output = output;
        this.environment = environment;
        this.operator = operator();
        this.txt = wish.txt;
        NetworkDevice.Target target = new NetworkDevice.Target(wish.at.host(), wish.at.port(), wish.at.path());
        DeviceFacts unknown = new DeviceFacts(Optional.empty(), Optional.empty(), Optional.empty(), abilities());
        try {
            this.device = new NetworkDevice(
                    new NetworkDevice.Setup(
                            () -> target, unknown, operator, node(testers.first(), 0), node(testers.second(), 1)),
                    environment);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    "the tester cannot listen: " + e.getMessage() + "; name another port with --listen, 0 for any");
        }
    }

    private Set<Ability> abilities() {
        Set<Ability> abilities = EnumSet.of(Ability.LISTENS);
        abilities.addAll(wish.declared);
        wish.listen.ifPresent(_ -> abilities.add(Ability.DIALS));
        return abilities;
    }

    /** Beyond this machine only for a device that was said to dial. */
    private TesterNode node(NodeIdentity identity, int number) {
        InetSocketAddress listen = wish.listen
                .map(port -> new InetSocketAddress(port == 0 ? 0 : port + number))
                .orElseGet(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new TesterNode(identity, listen);
    }

    private TestOperator operator() {
        return switch (wish.helper) {
            case Helper.Nobody _ -> TestOperator.absent(this::trusts);
            case Helper.Person(BufferedReader answers) ->
                TestOperator.asking(new PromptOperator(output::say, answers, this::testerAddress));
            case Helper.Program(String command, Duration limit) ->
                TestOperator.asking(new HookOperator(command, limit, output::warn, this::testerAddress));
        };
    }

    private String testerAddress(Ski node) {
        boolean first = node.equals(testers.first().ski());
        return host() + ":" + device.port(first ? TesterIdentity.FIRST : TesterIdentity.SECOND);
    }

    /** This machine's address on the way to the device; nothing is sent. */
    private String host() {
        try (DatagramSocket way = new DatagramSocket()) {
            way.connect(new InetSocketAddress(wish.at.host(), wish.at.port()));
            String host = way.getLocalAddress().getHostAddress();
            return host.indexOf(':') < 0 ? host : "[" + host + "]";
        } catch (IOException | IllegalArgumentException _) {
            return "this machine"; // the name cannot be resolved, which the first handshake will say
        }
    }

    private boolean trusts(Ski node) {
        boolean first = node.equals(testers.first().ski());
        return probe(first ? testers.first() : testers.second()).report().complete();
    }

    /** Blocks until all cases have ended. */
    void run(ConformanceScreen screen) throws InterruptedException {
        askForTrust();
        meet();
        openNetwork();
        awaitFirstDial();
        device.learn(new DeviceFacts(wish.shipId.or(this::announcedShipId), ski, txt, abilities()));
        output.say("about " + ConformanceScreen.words(ConformanceScreen.estimate(wish.cases, wish.listen.isPresent()))
                + " for " + wish.cases.size() + " cases, nearly all of it waiting");
        output.say(ConformanceScreen.header());
        new Conformance(device, environment).run(wish.cases, screen);
    }

    /** At the beginning, so that a person may go away afterwards. */
    private void askForTrust() throws InterruptedException {
        if (wish.helper instanceof Helper.Nobody) {
            output.say("if the device asks whether to trust the tester, say yes: it waits for a minute");
            return;
        }
        operator.request(OperatorRequest.TRUST, testers.first().ski());
        if (wish.cases.contains(ShipCase.TC_SHIP_ROLE_003) || wish.cases.contains(ShipCase.TC_SHIP_SEC_001)) {
            operator.request(OperatorRequest.TRUST, testers.second().ski());
        }
    }

    /** One proper handshake. */
    private void meet() throws InterruptedException {
        ShipProbe.Result met = probe(testers.first());
        ski = met.ski();
        shipIdTold = met.shipId();
        Optional<HandshakeException> failure = met.report().failure();
        if (failure.isPresent()) {
            if (isHopeless(failure.get()) && !wish.anyway) {
                throw refusal(failure.get());
            }
            output.say("the first handshake failed, the cases shall say why: "
                    + failure.get().getMessage());
        } else {
            operator.trusts(testers.first().ski());
        }
        ski.ifPresent(proven -> output.say("device  SKI " + proven
                + shipIdTold.map(id -> ", SHIP ID " + id).orElse("")));
        new Inbox<Boolean>(environment.time(), 0).await(environment.time().in(Conformance.USUAL_REST));
    }

    private ShipProbe.Result probe(NodeIdentity as) {
        ShipCredentials credentials = ShipCredentials.of(as, CryptoProvider.detect(), environment.entropy());
        ShipTimers timers = ShipTimers.usual().withPairingWindow(Duration.ZERO); // nobody to type a PIN
        LocalNode tester = new LocalNode(Conformance.TESTER_SHIP_ID);
        ShipEndpoint endpoint = new ShipEndpoint(credentials, tester, timers, environment);
        return new ShipProbe(endpoint, environment).run(wish.at, Optional.empty());
    }

    /** Nobody there, no SHIP, no trust: not worth 33 failures. A mistake in a later phase is what the cases are for. */
    private static boolean isHopeless(HandshakeException failure) {
        String code = failure.code().code();
        return !code.startsWith("ship.") || code.startsWith("ship.hello.");
    }

    private CommandFailed refusal(HandshakeException failure) {
        output.tell(Output.failure(failure));
        CommandFailed plain = CommandFailed.because(wish.at + " cannot be tested", failure);
        boolean trust = failure.code().code().startsWith("ship.hello.");
        String more = trust
                ? "; trust SKI " + testers.first().ski()
                        + " at the device and run this again, or use --prompt or --hook; --anyway runs the cases as it is"
                : "";
        return new CommandFailed(plain.exitStatus(), plain.getMessage() + more);
    }

    private void openNetwork() throws InterruptedException {
        boolean looks = wish.txt.isEmpty() && wish.cases.contains(ShipCase.TC_SHIP_MDNS_001) && ski.isPresent();
        boolean shows = wish.listen.isPresent();
        if (!wish.mdns || (!looks && !shows)) {
            return;
        }
        TestNetwork opened = new TestNetwork(environment.time());
        network = Optional.of(opened);
        if (shows) {
            opened.show(testers.first().ski(), device.port(TesterIdentity.FIRST));
            opened.show(testers.second().ski(), device.port(TesterIdentity.SECOND));
        }
        if (looks) {
            txt = opened.record(ski.orElseThrow(), LOOK);
            if (txt.isEmpty()) {
                output.say("multicast DNS does not show the device here; --txt tells its record");
            }
        }
    }

    private Optional<String> announcedShipId() {
        return txt.flatMap(record -> record.stream()
                .filter(item -> item.startsWith("id="))
                .map(item -> item.substring("id=".length()))
                .findFirst());
    }

    /** A device that never dials would fail each of eleven cases after two minutes. */
    private void awaitFirstDial() throws InterruptedException {
        if (wish.listen.isEmpty() || wish.cases.stream().noneMatch(ShipCase::wantsDial)) {
            return;
        }
        String at = testerAddress(testers.first().ski());
        output.say("waiting for the device to dial the tester at " + at + ", two minutes at most");
        try {
            if (device.request(OperatorRequest.DIAL, TesterIdentity.FIRST)) {
                device.awaitDial(TesterIdentity.FIRST, environment.time().in(FIRST_DIAL))
                        .close();
            }
        } catch (TimedOut e) {
            if (!wish.anyway) {
                output.tell(Output.failure(e));
                throw new CommandFailed(
                        ExitStatus.FAILED,
                        "the device has not dialled " + at + " within two minutes: "
                                + e.code().code()
                                + "; let it know the tester's SKI and address, or leave out --listen to skip these cases");
            }
        } catch (HandshakeException e) {
            output.say("the device dialled, but: " + e.getMessage());
        }
    }

    /** What the summary says about the two sides. */
    Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("target", wish.at.toString());
        ski.ifPresent(proven -> about.put("ski", proven.toString()));
        shipIdTold.ifPresent(id -> about.put("shipId", id));
        about.put("testerSki", testers.first().ski().toString());
        about.put("testerSki2", testers.second().ski().toString());
        return about;
    }

    @Override
    public void close() {
        network.ifPresent(TestNetwork::close);
        device.close();
    }
}
