// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.FrameReader;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.WireException;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Hash, codec, and both ends of connections in one process: one line of JSON for each measurement. The Go program
 * beside it takes the same arguments and says the same lines.
 *
 * <p>Arguments: folder with {@code headers.bin}, {@code block.bin} and {@code inv.bin}, seconds of warm-up before each
 * measurement, seconds of each measurement; then the measurements wanted, none for all. The system property
 * {@code bench.idle} is the number of idle peers, 1000 without it.
 */
public final class DecredPair {
    /** What the Go program's packages speak. */
    static final int PROTOCOL_VERSION = 11;

    /** Small hashes between two looks at the clock. */
    private static final int MANY = 1_000;

    private final Environment environment;
    private final PairArguments arguments;
    private long sink;

    private DecredPair(Environment environment, PairArguments arguments) {
        this.environment = environment;
        this.arguments = arguments;
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments)
            throws IOException, WireException, HandshakeException, InterruptedException {
        try (Environment environment = Environment.system()) {
            new DecredPair(environment, PairArguments.of(arguments)).run();
        }
    }

    private void run() throws IOException, WireException, HandshakeException, InterruptedException {
        int idlePeers = Integer.getInteger("bench.idle", 1_000);
        DecredPeers peers = new DecredPeers(environment, arguments, idlePeers);
        if (arguments.wants("idle")) {
            peers.idle("idle"); // first: what other lines leave behind would be counted as gone
        }
        byte[] large = new byte[1 << 20];
        repeat("blake-1m", large.length, () -> sink ^= Blake256.hash(large).word0());
        byte[] small = new byte[BlockHeader.SIZE_BYTES];
        repeat("blake-180", MANY * small.length, () -> {
            for (int i = 0; i < MANY; i++) {
                sink ^= Blake256.hash(small).word0();
            }
        });
        codec(Command.HEADERS, "headers");
        codec(Command.BLOCK, "block");
        codec(Command.INV, "inv");
        List<BlockHeader> headers = ((Headers) Command.HEADERS.decode(payload("headers"), PROTOCOL_VERSION)).headers();
        repeat(
                "headers-hash",
                headers.size() * BlockHeader.SIZE_BYTES,
                () -> sink ^= BlockHeader.hashAll(headers).getLast().word0());
        rates(peers);
    }

    private void rates(DecredPeers peers) throws IOException, HandshakeException, InterruptedException {
        for (int parallel : new int[] {1, 8}) {
            if (arguments.wants("handshake-" + parallel)) {
                peers.handshakes("handshake-" + parallel, parallel);
            }
        }
        if (arguments.wants("sync")) {
            peers.sync("sync");
        }
    }

    private Bytes payload(String name) throws IOException {
        return Bytes.owned(arguments.payload(name + ".bin"));
    }

    private void codec(Command command, String name) throws IOException, WireException {
        Bytes payload = payload(name);
        Message message = command.decode(payload, PROTOCOL_VERSION);
        byte[] frame = new Frame(Network.SIMNET, command, payload).toByteArray();
        repeat(name + "-decode", payload.length(), () -> keep(command.decode(payload, PROTOCOL_VERSION)));
        repeat(
                name + "-encode",
                payload.length(),
                () -> sink ^= command.encode(message, PROTOCOL_VERSION).length());
        repeat(
                name + "-read",
                frame.length,
                () -> keep(new FrameReader(new ByteArrayInputStream(frame), Network.SIMNET)
                        .read(PROTOCOL_VERSION)
                        .message(PROTOCOL_VERSION)));
        repeat(
                name + "-write",
                frame.length,
                () -> sink ^=
                        Frame.of(message, Network.SIMNET, PROTOCOL_VERSION).toByteArray().length);
    }

    private void keep(Message message) {
        sink ^= System.identityHashCode(message);
    }

    /** What one thread does over and over. */
    private void repeat(String line, int bytes, Once once) throws IOException, WireException {
        if (!arguments.wants(line)) {
            return;
        }
        times(arguments.warmUp(), once);
        Meter meter = new Meter(environment.time());
        long items = times(arguments.measured(), once);
        System.out.println(meter.result(line, items, 0, bytes));
    }

    private long times(Duration duration, Once once) throws IOException, WireException {
        Deadline end = environment.time().in(duration);
        long items = 0;
        do {
            once.run();
            items++;
        } while (!end.passed(environment.time()));
        return items;
    }

    /** One item. */
    @FunctionalInterface
    private interface Once {
        void run() throws IOException, WireException;
    }
}
