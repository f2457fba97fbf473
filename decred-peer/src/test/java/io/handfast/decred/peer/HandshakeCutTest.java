// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.Role;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The peer's part of a handshake ends at each of its bytes, in each of three ways, in both roles. */
class HandshakeCutTest {
    /** How the peer's bytes end. */
    enum Cut {
        /** An orderly end of the stream. */
        END,
        /** The connection breaks. */
        RESET,
        /** It stays open, but nothing more comes. */
        STALL
    }

    /** The peer's frames: one of version 11 with two early messages. */
    private static List<byte[]> frames(RawScene scene) {
        return List.of(
                RawScene.frame(scene.version(11)),
                RawScene.frame(new Ping(1)),
                RawScene.frame(new GetAddr()),
                RawScene.frame(new VerAck()));
    }

    static List<Arguments> cuts() {
        List<Arguments> cuts = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Cut cut : Cut.values()) {
                cuts.add(Arguments.of(role, cut));
            }
        }
        return cuts;
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void givenAHandshake_whenThePeerEndsAtAnyByte_thenTheFailureSaysWhereAndHow(Role role, Cut cut) throws Exception {
        int whole = whole(new RawScene()).length;
        for (int length = 0; length < whole; length++) {
            run(role, cut, length);
        }
    }

    private static byte[] whole(RawScene scene) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames(scene).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static void run(Role role, Cut cut, int length) throws Exception {
        RawScene scene = new RawScene();
        List<byte[]> frames = frames(scene);
        boolean versionThere = length >= frames.getFirst().length;
        scene.run(
                role,
                usual -> usual,
                out -> {
                    scene.time.pass(Duration.ofSeconds(1));
                    out.write(whole(scene), 0, length);
                    scene.time.pass(Duration.ofSeconds(1));
                    switch (cut) {
                        case END -> scene.peers().endOutput();
                        case RESET -> scene.reset();
                        case STALL -> {}
                    }
                },
                outcome -> {
                    HandshakeException error = outcome.error();
                    assertThat(error.code()).as("%s at %d", cut, length).isEqualTo(code(cut, isBorder(frames, length)));
                    assertThat(error.phase()).isEqualTo(versionThere ? "await-verack" : "await-version");
                    assertThat(error.expected()).isEqualTo(versionThere ? "a verack message" : "a version message");
                    assertThat(error.got()).isNotEmpty();
                    assertThat(outcome.handshake().remote().isPresent()).isEqualTo(versionThere);
                    assertThat(scene.now()).isEqualTo(Duration.ofSeconds(cut == Cut.STALL ? 30 : 2));
                });
    }

    private static FailureCode code(Cut cut, boolean border) {
        return switch (cut) {
            case END -> new WireCode(border ? WireFault.CLOSED : WireFault.CLOSED_INSIDE_FRAME);
            case RESET -> new WireCode(WireFault.RESET);
            case STALL -> DecredFailure.TIMEOUT;
        };
    }

    private static boolean isBorder(List<byte[]> frames, int length) {
        int at = 0;
        for (byte[] frame : frames) {
            if (length == at) {
                return true;
            }
            at += frame.length;
        }
        return false;
    }
}
