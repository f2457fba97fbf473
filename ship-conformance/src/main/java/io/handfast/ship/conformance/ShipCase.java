// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Environment;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The 33 cases of the SHIP test specification 1.0.0, by their official identifiers. Role words are the device's. Where
 * the specification leaves a bound open, the bound is that of the public test catalogue.
 */
@SuppressWarnings("ImmutableEnumChecker") // references to static methods
public enum ShipCase {
    /** Discovery. */
    TC_SHIP_MDNS_001("TXT record complete and within its limits", DiscoveryCases::txtRecord),
    /** Double connection. */
    TC_SHIP_CONN_001(
            "bigger SKI keeps the newer of two connections, closes the older within 30 s",
            ConnectionCases::newerConnectionStays),
    /** Server role. */
    TC_SHIP_ROLE_001(
            "server stays open for 7 s, then connection mode and hello", ConnectionCases::serverWaitsForClient),
    /** Client role. */
    TC_SHIP_ROLE_002("client begins, stays open for 7 s, then says hello", ConnectionCases::clientBegins),
    /** Both roles. */
    TC_SHIP_ROLE_003("client and server at once, both ready within 30 s", ConnectionCases::bothRolesAtOnce),
    /** Forged certificate. */
    TC_SHIP_SEC_001("TLS refused when the SKI does not follow from the key", SecurityCases::forgedSki),
    /** Forged certificate of a paired node. */
    TC_SHIP_SEC_002("the same for the SKI of a node that was connected", SecurityCases::forgedSkiOfPairedNode),
    /** A message of one byte. */
    TC_SHIP_MSG_001("message without a value closes or is ignored", MessageCases::messageWithoutValue),
    /** A message of a reserved type. */
    TC_SHIP_MSG_002("message of type FF closes or is ignored", MessageCases::messageOfReservedType),
    /** JSON with white space. */
    TC_SHIP_MSG_003("white space in JSON is read", MessageCases::whiteSpaceInJson),
    /** Connection mode, server. */
    TC_SHIP_CMI_001("server answers 01 00 with 00 00, then closes", CmiCases::serverGetsWrongType),
    /** Connection mode, client. */
    TC_SHIP_CMI_002("client answers 01 00 with nothing and closes", CmiCases::clientGetsWrongType),
    /** Connection mode, server. */
    TC_SHIP_CMI_003("server without a connection mode: open at 7 s, closed by 32 s", CmiCases::serverGetsNothing),
    /** Connection mode, client. */
    TC_SHIP_CMI_004("client without an answer: open at 7 s, closed by 32 s", CmiCases::clientGetsNothing),
    /** Connection mode, server. */
    TC_SHIP_CMI_005("server answers 00 01 with 00 00, then closes", CmiCases::serverGetsWrongHead),
    /** Connection mode, client. */
    TC_SHIP_CMI_006("client answers 00 01 with nothing and closes", CmiCases::clientGetsWrongHead),
    /** Hello. */
    TC_SHIP_HELLO_001("ready and ready lead to the protocol handshake", HelloCases::readyMeetsReady),
    /** Hello. */
    TC_SHIP_HELLO_002("requests for more time add 60 s each", HelloCases::prolongationIsGranted),
    /** Hello. */
    TC_SHIP_HELLO_003(
            "58 to 240 s announced; silence: aborted, closed 2 s later at most", HelloCases::silenceEndsTheWait),
    /** Hello. */
    TC_SHIP_HELLO_004("pending without a request is ignored", HelloCases::pendingIsIgnored),
    /** Protocol handshake, server. */
    TC_SHIP_PROT_001("server selects nothing above the announcement, then PIN state", ProtocolCases::serverSelects),
    /** Protocol handshake, client. */
    TC_SHIP_PROT_002("client announces and echoes the selection, then PIN state", ProtocolCases::clientConfirms),
    /** Protocol handshake, server. */
    TC_SHIP_PROT_003("server without an announcement: error 1 within 12 s, close", ProtocolCases::serverGetsNothing),
    /** Protocol handshake, client. */
    TC_SHIP_PROT_004("client without a selection: error 1 within 12 s, close", ProtocolCases::clientGetsNothing),
    /** Protocol handshake, server. */
    TC_SHIP_PROT_005("server gets a hello instead: error 2, close within 2 s", ProtocolCases::serverGetsHello),
    /** Protocol handshake, client. */
    TC_SHIP_PROT_006("client gets a hello instead: error 2, close within 2 s", ProtocolCases::clientGetsHello),
    /** PIN. */
    TC_SHIP_PIN_001("PIN state none, then access methods", PinCases::nobodyWantsPin),
    /** Termination. */
    TC_SHIP_TERM_001(
            "end announced with reason and maxTime, closed unconfirmed", TerminationCases::deviceAnnouncesTheEnd),
    /** Access methods. */
    TC_SHIP_AM_001("accessMethods.id is the SHIP ID, during data exchange too", AccessCases::idIsTheShipId),
    /** Access methods and data. */
    TC_SHIP_AMDATA_001("data, access request, data back to back: all answered", AccessCases::dataAroundRequest),
    /** Access methods and data. */
    TC_SHIP_AMDATA_002("own request open for 8 s: others are served", AccessCases::ownRequestLeftOpen),
    /** Access methods and data. */
    TC_SHIP_AMDATA_003("own read open: access request answered within 8 s", AccessCases::ownReadLeftOpen),
    /** Access methods. */
    TC_SHIP_AMDATA_004("a device that declares no query sends none for 120 s", AccessCases::deviceNeverQueries);

    /** A case, top to bottom; returns when the device has passed. */
    @FunctionalInterface
    interface Procedure {
        void run(Bench bench) throws Stopped, InterruptedException;
    }

    private final String title;
    private final Procedure procedure;

    ShipCase(String title, Procedure procedure) {
        this.title = title;
        this.procedure = procedure;
    }

    /**
     * What it demands, in one line.
     *
     * @return words for people
     */
    public String title() {
        return title;
    }

    /**
     * The cases a user means.
     *
     * @param word an identifier, the part after {@code TC_SHIP_}, or a group such as {@code HELLO}; in any case
     * @return in the order of the specification
     * @throws IllegalArgumentException when there is no such case; the message lists all
     */
    public static List<ShipCase> named(String word) {
        String bare = word.strip().toUpperCase(Locale.ROOT).replaceFirst("^TC_SHIP_", "");
        List<ShipCase> fitting = Arrays.stream(values())
                .filter(each ->
                        each.shortName().equals(bare) || each.shortName().startsWith(bare + "_"))
                .toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("there is no case '" + word.strip() + "'; there are "
                    + Arrays.stream(values()).map(ShipCase::shortName).collect(Collectors.joining(", ")));
        }
        return fitting;
    }

    /**
     * Its identifier without what all have in common.
     *
     * @return such as {@code HELLO_002}
     */
    public String shortName() {
        return name().substring("TC_SHIP_".length());
    }

    /**
     * How long it usually takes against a device that passes: nearly all of it is waiting that the specification
     * demands. Without the time in which a device makes up its mind to dial.
     *
     * @return for an estimate
     */
    public Duration usualTime() {
        return Duration.ofSeconds(
                switch (this) {
                    case TC_SHIP_ROLE_001, TC_SHIP_ROLE_002 -> 8;
                    case TC_SHIP_CMI_003, TC_SHIP_CMI_004 -> 30;
                    case TC_SHIP_HELLO_002 -> 166;
                    case TC_SHIP_HELLO_003 -> 61;
                    case TC_SHIP_HELLO_004 -> 31;
                    case TC_SHIP_PROT_003, TC_SHIP_PROT_004 -> 11;
                    case TC_SHIP_AMDATA_002 -> 9;
                    case TC_SHIP_AMDATA_004 -> 120;
                    default -> 1;
                });
    }

    /**
     * Whether the device has to dial the tester in it. SEC_001 and SEC_002 do without where it cannot.
     *
     * @return true when an operator, or the device by itself, makes a connection
     */
    public boolean wantsDial() {
        return switch (this) {
            case TC_SHIP_CONN_001,
                    TC_SHIP_ROLE_002,
                    TC_SHIP_ROLE_003,
                    TC_SHIP_SEC_001,
                    TC_SHIP_SEC_002,
                    TC_SHIP_CMI_002,
                    TC_SHIP_CMI_004,
                    TC_SHIP_CMI_006,
                    TC_SHIP_PROT_002,
                    TC_SHIP_PROT_004,
                    TC_SHIP_PROT_006 -> true;
            default -> false;
        };
    }

    Verdict run(Bench bench) throws InterruptedException {
        try {
            procedure.run(bench);
            return new Verdict.Pass();
        } catch (Stopped e) {
            return e.verdict();
        }
    }

    /** Runs it and takes leave; the clock stops at the verdict. */
    CaseResult judge(DeviceUnderTest device, Environment environment, TimeSource stopwatch)
            throws InterruptedException {
        long start = stopwatch.nanos();
        CaseTrace trace = new CaseTrace(environment.time());
        Bench bench = new Bench(device, environment, trace);
        Verdict verdict;
        Duration protocolTime;
        Duration realTime;
        try {
            verdict = run(bench);
            protocolTime = trace.elapsed();
            realTime = Duration.ofNanos(stopwatch.nanos() - start);
            trace.note("", verdict.word());
        } finally {
            bench.close();
        }
        return new CaseResult(this, verdict, trace.lines(), protocolTime, realTime);
    }
}
