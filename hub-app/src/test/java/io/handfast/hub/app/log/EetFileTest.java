// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace in the form of EEBusTracer's own files, byte for byte. */
class EetFileTest {
    private static final String SKI = "11".repeat(20);

    @TempDir
    private Path folder;

    private final List<String> frames = new ArrayList<>();

    private void frame(String dir, String what) {
        frames.add("{\"at\":\"2026-11-21T12:00:00.12" + frames.size() + "Z\",\"ski\":\"" + SKI
                + "\",\"role\":\"client\",\"conn\":1,\"dir\":\"" + dir + "\",\"t\":\"0.010\"," + what + "}");
    }

    private void message(String dir, int type, String json) {
        frame(dir, "\"type\":" + type + ",\"text\":" + JsonTree.line(json.replace('\'', '"')));
    }

    private List<String> exported() throws Exception {
        return TraceFile.read(Files.write(folder.resolve("t.jsonl"), frames)).as("eet");
    }

    private static String hex(int type, String json) {
        return "0" + type + HexFormat.of().formatHex(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givenAHandshake_whenExported_thenItIsTheAnalysersOwnFile() throws Exception {
        String hello = "{'connectionHello':[{'phase':'ready'},{'waiting':60000}]}";
        String request = "{'accessMethodsRequest':[]}";
        String close = "{'connectionClose':[{'phase':'announce'}]}";
        frame("send", "\"hex\":\"0000\"");
        message("recv", 1, hello);
        frame("recv", "\"what\":\"ping of 0 bytes\"");
        message("send", 1, request);
        message("send", 3, close);
        frames.add("{\"cut");

        List<String> lines = exported();
        assertThat(String.join("\n", lines)).isEqualTo("""
                        {'version':'1.0','trace':{'name':'Handfast hub','startedAt':'2026-11-21T12:00:00.120Z',\
                        'stoppedAt':'2026-11-21T12:00:00.124Z'},'messages':[
                        {'sequenceNum':1,'timestamp':'2026-11-21T12:00:00.120Z','direction':'outgoing',\
                        'rawHex':'0000','shipMsgType':'init','deviceDest':'SKI'},
                        {'sequenceNum':2,'timestamp':'2026-11-21T12:00:00.121Z','direction':'incoming',\
                        'rawHex':'HELLO','normalizedJson':{'connectionHello':{'phase':'ready','waiting':60000}},\
                        'shipMsgType':'connectionHello',\
                        'shipPayload':{'connectionHello':{'phase':'ready','waiting':60000}},'deviceSource':'SKI'},
                        {'sequenceNum':3,'timestamp':'2026-11-21T12:00:00.123Z','direction':'outgoing',\
                        'rawHex':'REQUEST','normalizedJson':{'accessMethodsRequest':{}},\
                        'shipMsgType':'accessMethods','shipPayload':{'accessMethodsRequest':{}},'deviceDest':'SKI'},
                        {'sequenceNum':4,'timestamp':'2026-11-21T12:00:00.124Z','direction':'outgoing',\
                        'rawHex':'CLOSE','normalizedJson':{'connectionClose':{'phase':'announce'}},\
                        'shipMsgType':'connectionClose','shipPayload':{'connectionClose':{'phase':'announce'}},\
                        'deviceDest':'SKI'}
                        ]}""".replace("SKI", SKI)
                .replace("HELLO", hex(1, hello))
                .replace("REQUEST", hex(1, request))
                .replace("CLOSE", hex(3, close))
                .replace('\'', '"'));
    }

    @Test
    void givenData_whenExported_thenItsHeaderStandsBesideIt() throws Exception {
        String data = "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':{'datagram':[{'header':["
                + "{'addressSource':[{'device':'d:_i:1'},{'entity':[1,2]},{'feature':3}]},"
                + "{'addressDestination':[{'device':'d:_i:2'},{'entity':[0]},{'feature':0}]},"
                + "{'msgCounter':7},{'msgCounterReference':4},{'cmdClassifier':'reply'}]},"
                + "{'payload':[{'cmd':[[{'function':'measurementListData'},{'measurementListData':[]}]]}]}]}}]}";
        message("recv", 2, data);
        String payload = "{'datagram':{'header':{'addressSource':{'device':'d:_i:1','entity':[1,2],'feature':3},"
                + "'addressDestination':{'device':'d:_i:2','entity':[0],'feature':0},'msgCounter':7,"
                + "'msgCounterReference':4,'cmdClassifier':'reply'},"
                + "'payload':{'cmd':[{'function':'measurementListData','measurementListData':{}}]}}}";
        String ordinary = "{'data':{'header':{'protocolId':'ee1.0'},'payload':" + payload + "}}";
        assertThat(exported().get(1))
                .isEqualTo(("{'sequenceNum':1,'timestamp':'2026-11-21T12:00:00.120Z','direction':'incoming','rawHex':'"
                                + hex(2, data) + "','normalizedJson':" + ordinary
                                + ",'shipMsgType':'data','shipPayload':" + ordinary + ",'spinePayload':" + payload
                                + ",'cmdClassifier':'reply','functionSet':'MeasurementListData','msgCounter':'7',"
                                + "'msgCounterRef':'4','deviceSource':'d:_i:1','deviceDest':'d:_i:2',"
                                + "'entitySource':'1.2','entityDest':'0','featureSource':'3','featureDest':'0'}")
                        .replace('\'', '"'));
    }

    @Test
    void givenWhatWasLeftOutOrIsStrange_whenExported_thenItIsAMessageWithoutAHeader() throws Exception {
        message("send", 2, "{'data':[{'header':[]},{'payload':{'redacted':'7 characters'}}]}");
        message("recv", 1, "{'connectionPinInput':[{'pin':'00000000'}]}");
        message("recv", 1, "[]");
        message("recv", 2, "{'data':[{'payload':{'datagram':[]}}]}");
        List<String> lines = exported();
        assertThat(lines.get(1))
                .contains("\"payload\":{\"redacted\":\"7 characters\"}", "\"deviceDest\":\"" + SKI + "\"")
                .doesNotContain("spinePayload", "functionSet");
        assertThat(lines.get(2)).contains("\"shipMsgType\":\"unknown\"").doesNotContain("parseError");
        assertThat(lines.get(3))
                .contains("\"rawHex\":\"015b5d\",\"shipMsgType\":\"unknown\",\"parseError\":\"")
                .doesNotContain("normalizedJson");
        assertThat(lines.get(4)).contains("\"functionSet\":\"unknown\",\"deviceSource\":\"" + SKI + "\"}");
        assertThat(JsonTree.read(String.join("\n", lines)).members().get("messages"))
                .satisfies(messages -> assertThat(messages.items()).hasSize(4));
    }

    @Test
    void givenATraceWithoutAMessage_whenExported_thenItIsAFileWithoutMessages() throws Exception {
        assertThat(exported())
                .containsExactly("{\"version\":\"1.0\",\"trace\":{\"name\":\"Handfast hub\"},\"messages\":[", "]}");
    }
}
