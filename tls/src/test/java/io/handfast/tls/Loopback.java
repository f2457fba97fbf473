// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.ComputePool;
import io.handfast.engine.Entropy;
import io.handfast.engine.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Two ends of a TCP connection over loopback, a pool to compute on and threads for either end. */
final class Loopback implements AutoCloseable {
    static final Entropy ENTROPY = Entropy.secure();
    static final NodeIdentity ALICE = identity("Alice");
    static final NodeIdentity BOB = identity("Bob");
    static final CryptoProvider PROVIDER = CryptoProvider.detect();

    final ComputePool pool = new ComputePool(2);
    final TlsOpener opener = new TlsOpener(pool);
    final Socket client;
    final Socket server;

    Loopback() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            server = listener.accept();
        }
    }

    static NodeIdentity identity(String name) {
        return NodeIdentity.create(
                new Subject("DE", "Demo", "", name), Instant.parse("2026-01-01T00:00:00Z"), ENTROPY::fill);
    }

    static ShipProfile profile(NodeIdentity identity) {
        return ShipProfile.of(ShipCredentials.of(identity, PROVIDER, ENTROPY), ShipJudge.of(identity.ski()));
    }

    static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }

    Socket socket(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    TlsSession openClient(ShipProfile profile) throws Exception {
        return opener.open(client, Role.CLIENT, profile);
    }

    TlsSession openServer(ShipProfile profile) throws Exception {
        return opener.open(server, Role.SERVER, profile);
    }

    /** Two sessions of ours that talk to each other. */
    Sessions open() throws Exception {
        return open(profile(BOB), profile(ALICE));
    }

    Sessions open(ShipProfile clientProfile, ShipProfile serverProfile) throws Exception {
        Ending<TlsSession> accepted = start("server", () -> openServer(serverProfile));
        TlsSession opened = openClient(clientProfile);
        return new Sessions(opened, accepted.result());
    }

    /** Both ends of one session. */
    record Sessions(TlsSession client, TlsSession server) {}

    /** Runs on a virtual thread of its own. */
    static <T> Ending<T> start(String name, Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        return new Ending<>(task, Thread.ofVirtual().name(name).start(task));
    }

    /** How a thread ended. */
    record Ending<T>(FutureTask<T> task, Thread thread) {
        T result() throws Exception {
            try {
                return Optional.ofNullable(task.get()).orElseThrow();
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            }
        }

        Throwable failure() throws InterruptedException {
            try {
                throw new AssertionError("no failure but " + task.get());
            } catch (ExecutionException e) {
                return Optional.ofNullable(e.getCause()).orElseThrow();
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        pool.close();
    }
}
