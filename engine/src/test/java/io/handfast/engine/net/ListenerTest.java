// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Inbox;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest extends NetScene {
    /** The first byte of a peer whom the visitor knows; any other byte is a stranger's. */
    private static final int KNOWN = 'K';

    private final List<Socket> clients = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger withdrawn = new AtomicInteger();
    private final Inbox<String> visitors = new Inbox<>(time, 0);

    @AfterEach
    void closeClients() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
    }

    private Listener listen(StrangerGate gate) throws IOException {
        return Listener.open(anyPort(), gate, scope, this::visit);
    }

    /** Echoes to known peers; reads on from others. */
    private void visit(Socket socket, StrangerGate.Pass pass) {
        visitors.post("begun");
        try {
            int first = socket.getInputStream().read();
            if (first == KNOWN) {
                pass.close();
                served.incrementAndGet();
                socket.getOutputStream().write(first);
            }
            while (socket.getInputStream().read() >= 0) {
                // a peer that keeps sending, or says nothing
            }
        } catch (IOException _) {
            // the peer, the gate or the scope ended it
        } finally {
            if (pass.withdrawn()) {
                withdrawn.incrementAndGet();
            }
            visitors.post("ended");
        }
    }

    private Socket client(Listener listener) throws Exception {
        Socket client = connect(listener.port());
        clients.add(client);
        return client;
    }

    private void expectService(Socket client) throws IOException {
        client.getOutputStream().write(KNOWN);
        assertThat(client.getInputStream().read()).isEqualTo(KNOWN);
    }

    private static void expectEnd(Socket client) {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** The kernel takes connections until the accepting thread has let go of the port, and resets them then. */
    private static void expectNoService(int port) {
        assertThatThrownBy(() -> {
                    try (Socket late = connect(port)) {
                        late.getOutputStream().write(KNOWN);
                        if (late.getInputStream().read() < 0) {
                            throw new EOFException();
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private StrangerGate roomyGate() {
        return new StrangerGate(time, 100, PATIENCE);
    }

    @Test
    void givenListener_whenPeersConnect_thenEachIsVisitedWithAPass() throws Exception {
        StrangerGate gate = roomyGate();
        Listener listener = listen(gate);
        Socket one = client(listener);
        Socket two = client(listener);
        expectService(one);
        expectService(two);
        assertThat(served).hasValue(2);
        assertThat(gate.taken()).isZero();
    }

    @Test
    void givenVisitorThatThrows_whenItEnds_thenItsSocketIsClosedAndItsPlaceFree() throws Exception {
        StrangerGate gate = roomyGate();
        Listener listener = Listener.open(anyPort(), gate, scope, (socket, pass) -> {
            throw new InterruptedException("not logged as a bug");
        });
        expectEnd(client(listener));
        scope.cancel();
        assertThat(scope.join(time.in(PATIENCE))).isTrue();
        assertThat(gate.taken()).isZero();
    }

    @Test
    void givenVisitorThatHandsItsSocketOn_whenItsScopeIsCancelledLater_thenTheSocketStaysOpen() throws Exception {
        StrangerGate gate = roomyGate();
        Inbox<Socket> handedOn = new Inbox<>(time, 0);
        Listener listener = Listener.open(anyPort(), gate, scope, (socket, pass) -> handedOn.post(socket));
        Socket client = client(listener);
        if (!(handedOn.await(time.in(PATIENCE)) instanceof Inbox.Posted<Socket>(Socket socket))) {
            throw new AssertionError("nobody came");
        }
        while (gate.taken() > 0) {
            Thread.onSpinWait(); // the visit ends
        }
        scope.cancel();
        assertThat(scope.join(time.in(PATIENCE))).isTrue();
        try (socket) {
            socket.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void givenStoppedListener_whenPeersConnect_thenTheyAreRefusedAndAcceptedOnesGoOn() throws Exception {
        Listener listener = listen(roomyGate());
        Socket early = client(listener);
        assertThat(visitors.await(time.in(PATIENCE))).isInstanceOf(Inbox.Posted.class);
        listener.stop();
        listener.stop();
        expectNoService(listener.port());
        expectService(early);
        assertThat(served).hasValue(1);
    }

    @Test
    void givenVisitorsThatBlock_whenTheScopeIsCancelled_thenTheirSocketsAreClosedAndAllThreadsEnd() throws Exception {
        Listener listener = listen(roomyGate());
        Socket client = client(listener);
        assertThat(visitors.await(time.in(PATIENCE))).isInstanceOf(Inbox.Posted.class);
        scope.cancel();
        assertThat(scope.join(time.in(PATIENCE))).isTrue();
        expectEnd(client);
        assertThatThrownBy(() -> connect(listener.port())).isInstanceOf(ConnectException.class);
    }

    @Test
    void givenFullGate_whenTheScopeIsCancelled_thenTheWaitingConnectionIsClosedToo() throws Exception {
        StrangerGate gate = new StrangerGate(time, 1, Duration.ofHours(1));
        Listener listener = listen(gate);
        Socket inside = client(listener);
        assertThat(visitors.await(time.in(PATIENCE))).isInstanceOf(Inbox.Posted.class);
        Socket waiting = client(listener);
        scope.cancel();
        assertThat(scope.join(time.in(PATIENCE))).isTrue();
        expectEnd(inside);
        expectEnd(waiting);
        assertThat(gate.taken()).isZero();
    }

    @Test
    void givenThousandSilentStrangers_whenAKnownPeerConnectsLast_thenItIsServed() throws Exception {
        StrangerGate gate = new StrangerGate(time, 50, Duration.ofMillis(10));
        Listener listener = listen(gate);
        for (int i = 0; i < 1000; i++) {
            client(listener);
        }
        expectService(client(listener));
        assertThat(gate.taken()).isLessThanOrEqualTo(50);
        assertThat(served).hasValue(1);
        for (int i = 0; i < 900; i++) {
            expectEnd(clients.get(i)); // the oldest had to go
        }
    }

    @Test
    void givenStrangersThatSendAByteNowAndThen_whenKnownPeersConnect_thenEachIsServed() throws Exception {
        StrangerGate gate = new StrangerGate(time, 5, Duration.ofMillis(100));
        Listener listener = listen(gate);
        Inbox<String> stop = new Inbox<>(time, 0);
        scope.onCancel(stop::cancel);
        for (int i = 0; i < 5; i++) {
            Socket stranger = client(listener);
            scope.start("stranger", () -> drip(stranger, stop));
        }
        for (int i = 0; i < 8; i++) {
            expectService(client(listener));
        }
        assertThat(served).hasValue(8);
        stop.cancel();
    }

    /** Keeps a connection busy without ever saying who it is. */
    private void drip(Socket stranger, Inbox<String> stop) throws InterruptedException {
        try {
            while (stop.await(time.in(Duration.ofMillis(5))) instanceof Inbox.Expired<String>) {
                stranger.getOutputStream().write('s');
            }
        } catch (IOException _) {
            // lost its place
        }
    }
}
