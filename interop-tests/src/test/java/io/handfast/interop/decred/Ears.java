// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerEnding;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.wire.Message;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a peer says, for the test's thread. */
final class Ears implements PeerListener {
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<PeerEnding> endings = new LinkedBlockingQueue<>();

    @Override
    public void received(Peer peer, Message message) {
        messages.add(message);
    }

    @Override
    public void ended(Peer peer, PeerEnding ending) {
        endings.add(ending);
    }

    /** The next message of a kind; others before it are forgotten. */
    <M extends Message> M await(Class<M> kind) throws InterruptedException {
        Message next = next();
        while (!kind.isInstance(next)) {
            next = next();
        }
        return kind.cast(next);
    }

    private Message next() throws InterruptedException {
        return Optional.ofNullable(messages.poll(DcrdPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no such message"));
    }

    PeerEnding awaitEnd() throws InterruptedException {
        return Optional.ofNullable(endings.poll(DcrdPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("it lives on"));
    }
}
