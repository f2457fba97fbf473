// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerLineTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments(
                        "{'event':'ready','ms':1,'ski':'ab','fingerprint':'CD','port':4712,'shipId':'x','version':'v1','go':'g'}",
                        new PeerEvent.Ready("ab", "CD", 4712, "x", "v1")),
                arguments("{'event':'state','ms':1,'ski':'ab','n':38}", new PeerEvent.State("ab", 38)),
                arguments("{'event':'connected','ski':'ab'}", new PeerEvent.Connected("ab")),
                arguments("{'event':'disconnected','ski':'ab'}", new PeerEvent.Disconnected("ab")),
                arguments("{'event':'setup','ski':'ab'}", new PeerEvent.Setup("ab")),
                arguments("{'event':'callback','ski':'ab','name':'c'}", new PeerEvent.Callback("ab", "c")),
                arguments("{'event':'shipId','ski':'ab','shipId':'x'}", new PeerEvent.ShipId("ab", "x")),
                arguments(
                        "{'event':'pairing','ski':'ab','state':9,'name':'error','message':'m'}",
                        new PeerEvent.Pairing("ab", 9, "error", "m")),
                arguments("{'event':'waiting','name':'','allowed':true}", new PeerEvent.Waiting("", true)),
                arguments(
                        "{'event':'data','ski':'ab','length':2,'sha256':'00','text':'{}'}",
                        new PeerEvent.Data("ab", 2, "00", Optional.of("{}"))),
                arguments(
                        "{'event':'frame','ski':'ab','direction':'in','length':92249}",
                        new PeerEvent.Message("ab", false, 92249, Optional.empty())),
                arguments(
                        "{'event':'done','id':7,'cmd':'send','length':28,'sha256':'00'}",
                        new PeerEvent.Done(7, "send", OptionalInt.of(28), Optional.of("00"))),
                arguments(
                        "{'event':'done','id':8,'cmd':'see'}",
                        new PeerEvent.Done(8, "see", OptionalInt.empty(), Optional.empty())),
                arguments(
                        "{'event':'error','id':0,'cmd':'start','message':'m'}", new PeerEvent.Failed(0, "start", "m")),
                arguments("{'event':'log','level':'debug','text':'t'}", new PeerEvent.Log("debug", "t")),
                arguments("{'event':'closed'}", new PeerEvent.Closed()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void givenLine_whenRead_thenEvent(String line, PeerEvent expected) {
        assertThat(PeerLine.read(line.replace('\'', '"')).event()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"event\":\"closed\"",
                "{\"event\":\"closed\"}{}",
                "{\"event\":\"closed\",\"event\":\"closed\"}",
                "{\"event\":[]}",
                "{\"event\":\"never heard of\"}",
                "{\"event\":\"connected\"}",
                "panic: no JSON"
            })
    void givenAnythingElse_whenRead_thenRefused(String line) {
        assertThatThrownBy(() -> PeerLine.read(line).event()).isInstanceOf(RuntimeException.class);
    }

    @Test
    void givenCommand_whenWritten_thenOneLineInOrder() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", 3L);
        fields.put("cmd", "send");
        fields.put("payload", "{\"datagram\":\n1}");
        fields.put("port", 4712);
        fields.put("on", false);
        assertThat(new PeerLine(fields).write())
                .isEqualTo(
                        "{\"id\":3,\"cmd\":\"send\",\"payload\":\"{\\\"datagram\\\":\\n1}\",\"port\":4712,\"on\":false}");
    }
}
