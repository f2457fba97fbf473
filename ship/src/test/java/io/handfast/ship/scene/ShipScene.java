// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One pipe on a virtual clock of its own. After a scene no thread is left and our ends of the pipe are closed. */
public final class ShipScene {
    /** What happens in a scene, on the thread {@code test}. */
    @FunctionalInterface
    public interface Course {
        /** Plays. */
        void play(ShipScene scene) throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final VirtualTime time = new VirtualTime();
    private final Pipe pipe = new Pipe(time);
    private final Scope scope = new Scope("all", time);
    private final Environment environment = Environment.of(time, new SeededEntropy(1));

    private ShipScene() {}

    /** Plays a scene to its end and looks for what it left over. */
    public static ShipScene play(Course course) throws Exception {
        ShipScene scene = new ShipScene();
        scene.time.run(() -> {
            try (Environment _ = scene.environment) {
                course.play(scene);
                scene.pass(Duration.ofSeconds(10)); // what is under way comes to its end
            }
        });
        assertThat(scene.time.leftovers()).isEmpty();
        return scene;
    }

    /** One of our sides at its end of the pipe. */
    public Side side(Side.Setting setting) {
        return new Side(setting, end(setting.role()), environment, scope);
    }

    /** One of our sides at a channel of its own. */
    public Side side(Side.Setting setting, FrameChannel channel) {
        return new Side(setting, channel, environment, scope);
    }

    /** One of our sides that trusts, begun. */
    public Side start(Role role) {
        return side(Side.Setting.of(role)).start();
    }

    /** A peer at the end opposite to ours. */
    public ScriptedPeer peerOf(Role ours) {
        return new ScriptedPeer(opposite(ours), time, PATIENCE);
    }

    /** An end of the pipe. */
    public PipeChannel end(Role role) {
        return role == Role.CLIENT ? pipe.client() : pipe.server();
    }

    /** The end that is not ours. */
    public PipeChannel opposite(Role ours) {
        return end(ours == Role.CLIENT ? Role.SERVER : Role.CLIENT);
    }

    /**
     * From now on the end opposite to ours only does a WebSocket's own duties, on a thread of its own: it answers
     * pings, echoes a close frame as ship-go does (the code, no reason), and then ends.
     */
    public void mindManners(Role ours) {
        PipeChannel other = opposite(ours);
        beside("other end, reading", () -> {
            try {
                while (true) {
                    Frame frame = other.read();
                    if (frame instanceof Frame.Ping(byte[] bytes)) {
                        send(other, new Frame.Pong(bytes));
                    } else if (frame instanceof Frame.Close(int code, String _)) {
                        send(other, new Frame.Close(code, ""));
                        other.close();
                    }
                }
            } catch (IOException _) {
                // it is over
            }
        });
    }

    /** Breaks the connection. */
    public void reset() {
        pipe.reset();
    }

    /** Sends a frame; a message as a copy, because whoever receives it may overwrite it. */
    public static void send(PipeChannel from, Frame frame) throws IOException {
        from.write(frame instanceof Frame.Message(byte[] bytes) ? new Frame.Message(bytes.clone()) : frame);
        from.flush();
    }

    /** Lets time pass. */
    public void pass(Duration duration) throws InterruptedException {
        time.pass(duration);
    }

    /** Lets time pass until an instant of the scene. */
    public void passUntil(Duration instant) throws InterruptedException {
        Duration left = instant.minusNanos(time.nanos());
        if (left.isPositive()) {
            time.pass(left);
        }
    }

    /** Runs something beside. */
    public void beside(String name, VirtualTime.Body body) {
        time.enrol(name, body);
    }

    /** Clock and randomness of the scene. */
    public Environment environment() {
        return environment;
    }

    /** The scene's clock. */
    public VirtualTime time() {
        return time;
    }

    /** Time since the scene began. */
    public Duration now() {
        return Duration.ofNanos(time.nanos());
    }

    /** The family of all threads. */
    public Scope scope() {
        return scope;
    }

    /** Everything that was sent, in order. */
    public List<Pipe.Sent> sent() {
        return pipe.sent();
    }

    /** What one end has sent, in words, without pings and pongs. */
    public List<String> said(Role role) {
        return pipe.sentBy(role).stream()
                .filter(frame -> !(frame instanceof Frame.Ping) && !(frame instanceof Frame.Pong))
                .map(Wire::shown)
                .toList();
    }

    /** A payload. */
    public static RawJson json(String text) {
        try {
            return RawJson.parse(text.replace('\'', '"'));
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }
}
