// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Ending;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Inbox;
import io.handfast.engine.Link;
import io.handfast.engine.Phase;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A link on virtual time over a pipe. After each test no thread is left and this side's end is closed. */
abstract class LinkScene {
    static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    static final Duration STALL = Duration.ofSeconds(5);
    static final Duration PING_AFTER = Duration.ofSeconds(30);
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(50);
    static final Link.Settings SETTINGS =
            new Link.Settings(10_000, 10_000, SEND_TIMEOUT, STALL, PING_AFTER, SILENCE_LIMIT);
    static final Duration LATENCY = Duration.ofMillis(10);
    static final Frame.Close BYE = new Frame.Close(1000, "bye");
    static final Frame.Close PEERS_BYE = new Frame.Close(4001, "peer's bye");
    static final Phase PHASE = () -> "data";

    final VirtualTime time = new VirtualTime();
    final Pipe pipe = new Pipe(time, LATENCY, 5_000);
    final PipeChannel peer = pipe.server();
    final ScriptedPeer script = new ScriptedPeer(peer, time, Duration.ofSeconds(20));
    final Scope scope = new Scope("all", time);
    final List<String> seen = new ArrayList<>();

    /** What the connection's owner does. */
    @FunctionalInterface
    interface Owner {
        void own(Link<String> link) throws Exception;
    }

    void run(Owner owner) throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                owner.own(Link.open("link", pipe.client(), SETTINGS, environment, scope));
                time.pass(Duration.ofSeconds(1)); // what is under way arrives
            }
        });
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(time.leftovers()).isEmpty();
        assertThat(pipe.client().isClosed()).isTrue();
    }

    static Frame.Message message(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new Frame.Message(content);
    }

    static byte[] bytes(int... bytes) {
        return message(bytes).bytes();
    }

    Duration now() {
        return Duration.ofNanos(time.nanos());
    }

    void send(Frame frame) throws IOException {
        peer.write(frame);
        peer.flush();
    }

    Ending awaitEnding(Link<String> link) throws InterruptedException {
        while (true) {
            if (link.inbox().await(Deadline.NEVER) instanceof Inbox.Ended<String>(Ending ending)) {
                return ending;
            }
        }
    }

    boolean finish(Link<String> link) {
        return link.finish(Optional.of(BYE), time.in(Duration.ofSeconds(5)));
    }

    void drainPeer() throws IOException {
        try {
            while (true) {
                if (peer.read() instanceof Frame.Close) {
                    send(PEERS_BYE);
                }
            }
        } catch (FrameChannel.EndOfStream _) {
            peer.close();
        }
    }
}
