// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.DataDirectory;
import io.handfast.ship.conformance.Ability;
import io.handfast.ship.conformance.Conformance;
import io.handfast.ship.conformance.ShipCase;
import io.handfast.ship.conformance.Verdict;
import io.handfast.ship.hub.discovery.ShipQr;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "conformance",
        description = {
            "Test a SHIP node with the 33 cases of the SHIP test specification, in real time: up to ten minutes, nearly all"
                    + " of it waiting that the specification demands.",
            "Exit status 1 when a case failed; cases that need an operator or do not apply are no failures."
        },
        footer = {
            "",
            "Examples:",
            "  handfast ship conformance 192.168.1.20:4712",
            "  handfast ship conformance 192.168.1.20:4712 --listen --prompt --junit report.xml",
            "  handfast ship conformance 192.168.1.20:4712 --only HELLO,PROT_003 --json",
            "  handfast ship conformance localhost:4712 --listen 4800 --no-mdns --hook ./at-the-device.sh"
        })
final class ConformanceCommand implements Callable<Integer> {
    private static final int USUAL_LISTEN = 4714;
    private static final Duration LEAVE = Duration.ofSeconds(10);

    @Mixin
    private Output output = new Output();

    @Parameters(paramLabel = "HOST:PORT", description = "Where the node listens.")
    private String target = "";

    @Option(
            names = "--only",
            paramLabel = "CASE",
            split = ",",
            description = "Cases or groups, such as HELLO_002,PROT; default: all.")
    private String @Nullable [] only;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "" + USUAL_LISTEN,
            description = "The device dials the tester: here (4714 without PORT, 0 for any) and at the next port.")
    private @Nullable Integer listen;

    @Option(names = "--prompt", description = "Ask on the terminal for what has to be done at the device.")
    private boolean prompt;

    @Option(
            names = "--hook",
            paramLabel = "COMMAND",
            description = {
                "Run a command for what has to be done at the device, with three arguments:",
                "trust, revoke, dial or read; the tester's SKI; the tester's address. Exit status 0: done."
            })
    private @Nullable String hook;

    @Option(
            names = "--hook-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long --hook may take; default: ${DEFAULT-VALUE}.")
    private int hookSeconds = 60;

    @Option(names = "--ship-id", paramLabel = "ID", description = "The device's SHIP ID, for AM_001; default: by mDNS.")
    private @Nullable String shipId;

    @Option(
            names = "--txt",
            paramLabel = "KEY=VALUE",
            description =
                    "An item of the device's TXT record, for MDNS_001; once for each, in order. Default: by mDNS.")
    private List<String> txt = List.of();

    @Option(names = "--no-mdns", description = "Neither look for the device nor announce the tester by multicast DNS.")
    private boolean hidden;

    @Option(names = "--no-query", description = "The device is declared never to ask for access methods.")
    private boolean noQuery;

    @Option(names = "--no-reads", description = "The device answers no SPINE reads: a node without an application.")
    private boolean noReads;

    @Option(names = "--anyway", description = "Run the cases although the device is not reached or does not trust us.")
    private boolean anyway;

    @Option(names = "--strict", description = "Exit status 1 also when a case needs an operator.")
    private boolean strict;

    @Option(
            names = "--identity",
            paramLabel = "DIR",
            description = "Where the tester's certificates and keys are kept.")
    private @Nullable Path identity;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML.")
    private @Nullable Path junit;

    @Override
    public Integer call() throws Exception {
        ConformanceRun.Wish wish = wish();
        requireFolder();
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            TesterIdentities testers = TesterIdentities.load(folder(), environment);
            introduce(testers);
            ConformanceScreen screen =
                    new ConformanceScreen(output, wish.cases(), wish.listen().isPresent(), HubScreen.isTerminal());
            TimeSource time = environment.time();
            long start = time.nanos();
            try (ConformanceRun run = new ConformanceRun(wish, testers, output, environment)) {
                boolean finished = finishes(run, screen, signal, environment);
                Duration took = Duration.ofNanos(time.nanos() - start);
                screen.summary(run.about(), took, finished ? Optional.empty() : Optional.of("interrupted"));
                writeJunit(wish, screen, environment);
                return finished ? status(screen) : ExitStatus.INTERRUPTED;
            }
        }
    }

    private int status(ConformanceScreen screen) {
        boolean failed = screen.count(Verdict.Fail.class) > 0;
        boolean unjudged = strict && screen.count(Verdict.NeedsOperator.class) > 0;
        return failed || unjudged ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    /** Runs the cases on a thread of their own, because this one has to hear of signals; false after a signal. */
    private static boolean finishes(
            ConformanceRun run, ConformanceScreen screen, StopSignal signal, Environment environment) throws Exception {
        Scope scope = new Scope("conformance", environment.time());
        AtomicReference<Thread> worker = new AtomicReference<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        AtomicReference<Boolean> finished = new AtomicReference<>(false);
        scope.start("cases", () -> {
            worker.set(Thread.currentThread());
            try {
                run.run(screen);
                finished.set(true);
            } catch (InterruptedException _) {
                // a signal: what is finished is shown
            } catch (Exception e) {
                failure.set(e);
            } finally {
                signal.request();
            }
        });
        signal.await();
        boolean ended = finished.get() || failure.get() != null;
        Thread running = worker.get();
        if (!ended && running != null) {
            running.interrupt(); // the cases' own way to be ended; nothing of theirs outlives it
        }
        scope.join(environment.time().in(LEAVE));
        if (ended && failure.get() != null) { // what fails because of the interruption is no failure
            throw failure.get();
        }
        return ended;
    }

    private ConformanceRun.Wish wish() {
        if (prompt && hook != null) {
            throw wrong("--prompt and --hook: two operators; leave one of them out");
        }
        if (listen != null && (listen < 0 || listen > 65_534)) {
            throw wrong("--listen " + listen + ": not a port; 0 to 65534 expected, the next one is needed too");
        }
        if (hookSeconds < 1) {
            throw wrong("--hook-timeout " + hookSeconds + ": at least 1 second expected");
        }
        return new ConformanceRun.Wish(
                ProbeCommand.address(target),
                cases(),
                Optional.ofNullable(listen),
                Optional.ofNullable(shipId),
                txt.isEmpty() ? Optional.empty() : Optional.of(txt),
                !hidden,
                anyway,
                declared(),
                helper());
    }

    private List<ShipCase> cases() {
        if (only == null) {
            return List.of(ShipCase.values());
        }
        try {
            return Arrays.stream(only)
                    .flatMap(word -> ShipCase.named(word).stream())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IllegalArgumentException e) {
            throw wrong("--only: " + e.getMessage());
        }
    }

    private Set<Ability> declared() {
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        if (!noQuery) {
            abilities.add(Ability.QUERIES_ACCESS_METHODS);
        }
        if (!noReads) {
            abilities.add(Ability.ANSWERS_READS);
        }
        return abilities;
    }

    private ConformanceRun.Helper helper() {
        if (prompt) {
            return new ConformanceRun.Helper.Person(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        return hook == null
                ? new ConformanceRun.Helper.Nobody()
                : new ConformanceRun.Helper.Program(hook, Duration.ofSeconds(hookSeconds));
    }

    private Path folder() {
        if (identity != null) {
            return identity;
        }
        boolean fromCheckout = Boolean.getBoolean("handfast.checkout");
        return DataDirectory.choose(Optional.empty(), System.getenv(), fromCheckout)
                .resolve("conformance");
    }

    private void introduce(TesterIdentities testers) {
        if (testers.created()) {
            output.warn("the tester's identity was made in " + folder() + "; it stays the same from now on");
        }
        output.say("tester  SKI " + TrustQuestion.grouped(testers.first().ski()));
        output.say("second  SKI " + TrustQuestion.grouped(testers.second().ski()));
        output.say("QR text "
                + ShipQr.of(testers.first().ski(), Conformance.TESTER_SHIP_ID, TestNetwork.PRODUCT)
                        .text());
    }

    /** Said before ten minutes of tests instead of after them. */
    private void requireFolder() {
        if (junit != null) {
            Path parent = junit.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw wrong("--junit " + junit + ": there is no folder " + parent + "; make it first");
            }
        }
    }

    private void writeJunit(ConformanceRun.Wish wish, ConformanceScreen screen, Environment environment) {
        if (junit != null) {
            String xml = JunitReport.of(wish.at().toString(), environment.time().wallClock(), screen.results());
            try {
                Files.writeString(junit, xml);
            } catch (IOException e) {
                throw new CommandFailed(
                        ExitStatus.FAILED,
                        "--junit " + junit + " cannot be written: " + e.getMessage() + "; name another file");
            }
        }
    }

    private static CommandFailed wrong(String message) {
        return new CommandFailed(ExitStatus.USAGE, message);
    }
}
