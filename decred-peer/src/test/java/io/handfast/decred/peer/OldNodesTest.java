// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.TimedAddress;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What released nodes send between version and verack: recorded from dcrd 2.0.6, and what its code allows. */
class OldNodesTest {
    private static final String RECORDED = "pre-verack-variants-dcrd206.json";

    private final RawScene scene = new RawScene();

    static List<String> orders() {
        return List.copyOf(Vectors.groups(RECORDED).keySet());
    }

    @ParameterizedTest
    @MethodSource("orders")
    void givenARecordedOrder_whenReplayed_thenTheEarlyMessagesAreKeptByteForByte(String order) throws Exception {
        List<Vectors.Case> frames = theirs(Vectors.groups(RECORDED).getOrDefault(order, List.of()));
        assertThat(frames.stream().map(each -> each.text("command"))).containsExactly(order.split(" ", -1));
        List<Vectors.Case> early = frames.stream()
                .skip(1)
                .takeWhile(each -> !each.text("command").equals("verack"))
                .toList();
        scene.run(
                Role.CLIENT,
                usual -> usual,
                out -> {
                    for (Vectors.Case frame : frames) {
                        out.write(frame.bytes("frame_hex").toByteArray());
                    }
                },
                outcome -> {
                    Established established = outcome.success();
                    assertThat(established.protocolVersion()).isEqualTo(11);
                    assertThat(established.remote().version().userAgent()).isEqualTo("/dcrwire:1.0.0/dcrd:2.0.6/");
                    assertThat(established.early().stream()
                                    .map(Frame::toByteArray)
                                    .map(Bytes::of))
                            .isEqualTo(early.stream()
                                    .map(each -> each.bytes("frame_hex"))
                                    .toList());
                });
    }

    /** Seen at nodes that dial on testnet, and the longest that the code of 2.0.6 allows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "verack getinitstate",
                "getinitstate verack",
                "getheaders getinitstate verack",
                "getaddr verack getheaders",
                "getaddr getheaders verack",
                "addr getaddr getheaders getinitstate verack"
            })
    void givenANodeThatDialsUs_whenItIsEarly_thenNothingIsLost(String order) throws Exception {
        List<String> commands = Arrays.asList(order.split(" ", -1));
        int verack = commands.indexOf("verack");
        scene.run(
                Role.SERVER,
                usual -> usual,
                out -> {
                    out.write(RawScene.frame(scene.version(11)));
                    for (String command : commands) {
                        out.write(RawScene.frame(message(command), 11));
                    }
                },
                outcome -> {
                    Established established = outcome.success();
                    assertThat(established.early().stream()
                                    .map(frame -> frame.command().text()))
                            .isEqualTo(commands.subList(0, verack));
                    assertThat(waiting(established, commands.size() - verack - 1))
                            .isEqualTo(commands.subList(verack + 1, commands.size()));
                });
    }

    private static Message message(String command) {
        Map<String, Message> messages = Map.of(
                "verack", new VerAck(),
                "getaddr", new GetAddr(),
                "getheaders", new GetHeaders(0, List.of(Hash.ZERO), Hash.ZERO),
                "getinitstate", new GetInitState(List.of("headblocks", "headblockvotes", "tspends")),
                "addr", new Addr(List.of(new TimedAddress(0, NetAddress.UNSPECIFIED))));
        return messages.getOrDefault(command, new VerAck());
    }

    /** What the connection's owner will find in its inbox. */
    private List<String> waiting(Established established, int count) throws InterruptedException {
        List<String> commands = new java.util.ArrayList<>();
        while (commands.size() < count) {
            if (!(established.link().inbox().await(scene.time.in(Duration.ofSeconds(5)))
                    instanceof Inbox.Received<PeerControl>(byte[] bytes))) {
                throw new AssertionError("only " + commands);
            }
            commands.add(Frame.verified(bytes).command().text());
        }
        return commands;
    }

    @Test
    void givenTheSessionWeDialled_whenReplayed_thenWeAgreeAndTheRestArrives() throws Exception {
        List<Vectors.Case> theirs = theirs(Vectors.cases("session-simnet-dcrd206-we-dial.json"));
        replay(Role.CLIENT, theirs, List.of());
    }

    @Test
    void givenTheSessionTheyDialled_whenReplayed_thenWhatCameEarlyComesFirst() throws Exception {
        List<Vectors.Case> theirs = theirs(Vectors.cases("session-simnet-dcrd206-dials-us.json"));
        replay(Role.SERVER, theirs, List.of("getheaders", "getinitstate"));
    }

    private static List<Vectors.Case> theirs(List<Vectors.Case> frames) {
        return frames.stream().filter(each -> each.text("from").equals("dcrd")).toList();
    }

    private void replay(Role role, List<Vectors.Case> theirs, List<String> early) throws Exception {
        List<String> commands =
                theirs.stream().map(each -> each.text("command")).toList();
        List<String> rest = commands.subList(2 + early.size(), commands.size());
        scene.run(
                role,
                usual -> usual,
                out -> {
                    for (Vectors.Case frame : theirs) {
                        scene.time.pass(Duration.ofMillis(1));
                        out.write(frame.bytes("frame_hex").toByteArray());
                    }
                },
                outcome -> {
                    Established established = outcome.success();
                    assertThat(established.early().stream()
                                    .map(frame -> frame.command().text()))
                            .isEqualTo(early);
                    assertThat(waiting(established, rest.size())).isEqualTo(rest);
                });
    }
}
