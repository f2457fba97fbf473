// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Entropy;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.hub.app.JsonTree;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Handshakes in OTLP's JSON, character by character. */
class HandshakeSpansTest {
    static final String SKI = "ab".repeat(20);
    private static final Instant END = Instant.parse("2026-11-21T12:00:01.5Z");

    static HandshakeReport complete() {
        return new HandshakeReport(
                SKI,
                Role.CLIENT,
                List.of(
                        new Trace.Entry(() -> "tcp", Duration.ZERO),
                        new Trace.Entry(ShipPhase.HELLO_READY_LISTEN, Duration.ofMillis(200))),
                Duration.ofMillis(1500),
                Optional.empty());
    }

    private static HandshakeReport refused() {
        PeerRefused failure = new PeerRefused(ShipFailure.HELLO_TRUST_DENIED, "ship.hello", "trust", "none");
        return new HandshakeReport(
                "192.168.1.7:50211",
                Role.SERVER,
                List.of(
                        new Trace.Entry(() -> "tls", Duration.ZERO),
                        new Trace.Entry(ShipPhase.HELLO_READY_LISTEN, Duration.ofNanos(1))),
                Duration.ofNanos(3),
                Optional.of(failure));
    }

    /** Names that count up: 01…, 02…, 03…. */
    private static Entropy counting() {
        byte[] last = {0};
        return target -> Arrays.fill(target, ++last[0]);
    }

    private static String json(HandshakeReport report) {
        return JsonTree.line(HandshakeSpans.request(Map.of("service.name", "hub"), report, END, counting()));
    }

    private static String expected(String spans) {
        return ("{'resourceSpans':[{'resource':{'attributes':[{'key':'service.name','value':{'stringValue':'hub'}}]},"
                        + "'scopeSpans':[{'scope':{'name':'io.handfast.ship'},'spans':[" + spans + "]}]}]}")
                .replace("TRACE", "01".repeat(16))
                .replace("ROOT", "02".repeat(8))
                .replace("FIRST", "03".repeat(8))
                .replace("SECOND", "04".repeat(8))
                .replace("HELLO", ShipPhase.HELLO_READY_LISTEN.phaseName())
                .replace("SKI", SKI)
                .replace('\'', '"');
    }

    private static String attribute(String key, String value) {
        return "{'key':'" + key + "','value':{'stringValue':'" + value + "'}}";
    }

    @Test
    void givenAHandshakeThatCameThrough_whenTold_thenARootAndASpanForEachPhase() {
        assertThat(json(complete()))
                .isEqualTo(expected("{'traceId':'TRACE','spanId':'ROOT','name':'ship handshake','kind':3,"
                        + "'startTimeUnixNano':'1795262400000000000','endTimeUnixNano':'1795262401500000000',"
                        + "'attributes':["
                        + attribute("handfast.role", "client") + ","
                        + attribute("handfast.peer.ski", "SKI") + ","
                        + attribute("handfast.outcome", "complete")
                        + "],'status':{'code':1}},"
                        + "{'traceId':'TRACE','spanId':'FIRST','name':'tcp','kind':1,'parentSpanId':'ROOT',"
                        + "'startTimeUnixNano':'1795262400000000000','endTimeUnixNano':'1795262400200000000'},"
                        + "{'traceId':'TRACE','spanId':'SECOND','name':'HELLO','kind':1,'parentSpanId':'ROOT',"
                        + "'startTimeUnixNano':'1795262400200000000','endTimeUnixNano':'1795262401500000000'}"));
    }

    @Test
    void givenAHandshakeThatFailed_whenTold_thenRootAndLastPhaseSayWhy() {
        String code = ShipFailure.HELLO_TRUST_DENIED.code();
        assertThat(json(refused()))
                .isEqualTo(expected("{'traceId':'TRACE','spanId':'ROOT','name':'ship handshake','kind':2,"
                        + "'startTimeUnixNano':'1795262401499999997','endTimeUnixNano':'1795262401500000000',"
                        + "'attributes':["
                        + attribute("handfast.role", "server") + ","
                        + attribute("handfast.peer.address", "192.168.1.7:50211") + ","
                        + attribute("handfast.outcome", "failed") + ","
                        + attribute("handfast.code", code) + ","
                        + attribute("handfast.blame", "peer")
                        + "],'status':{'code':2,'message':'" + code + "'}},"
                        + "{'traceId':'TRACE','spanId':'FIRST','name':'tls','kind':1,'parentSpanId':'ROOT',"
                        + "'startTimeUnixNano':'1795262401499999997','endTimeUnixNano':'1795262401499999998'},"
                        + "{'traceId':'TRACE','spanId':'SECOND','name':'HELLO','kind':1,'parentSpanId':'ROOT',"
                        + "'startTimeUnixNano':'1795262401499999998','endTimeUnixNano':'1795262401500000000',"
                        + "'status':{'code':2,'message':'" + code + "'}}"));
    }
}
