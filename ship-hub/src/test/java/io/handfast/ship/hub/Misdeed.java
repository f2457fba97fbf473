// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something a peer does with a fresh TCP connection. Whatever it runs into when we hang up is no matter. */
@FunctionalInterface
interface Misdeed {
    /** A binary message that claims to have 1 GiB; masked as a client's has to be. */
    byte[] GIBIBYTE_OF_CLIENT = ByteBuffer.allocate(14)
            .put((byte) 0x82)
            .put((byte) 0xFF)
            .putLong(1 << 30)
            .array();

    /** The same of a server. */
    byte[] GIBIBYTE_OF_SERVER = ByteBuffer.allocate(10)
            .put((byte) 0x82)
            .put((byte) 0x7F)
            .putLong(1 << 30)
            .array();

    void commit(Socket socket) throws Exception;

    /** Says something. */
    static Misdeed say(byte... bytes) {
        return socket -> Upgraded.write(socket, bytes);
    }

    static Misdeed say(String text) {
        return say(text.getBytes(US_ASCII));
    }

    /** Goes away. */
    static Misdeed leave() {
        return Socket::close;
    }

    /** Begins something and goes on with it byte by byte, until we have enough. */
    static Misdeed trickle(byte... beginning) {
        return socket -> {
            Upgraded.write(socket, beginning);
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                Upgraded.write(socket, (byte) 'a');
            }
        };
    }

    static Misdeed trickle(String beginning) {
        return trickle(beginning.getBytes(US_ASCII));
    }

    /** A frame of a client with the mask of zeros, which changes nothing. */
    static byte[] clientFrame(int opcode, byte... payload) {
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) (0x80 | opcode))
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .array();
    }

    static byte[] serverFrame(int opcode, byte... payload) {
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) (0x80 | opcode))
                .put((byte) payload.length)
                .put(payload)
                .array();
    }

    /** This, then that. */
    default Misdeed andThen(Misdeed next) {
        return socket -> {
            commit(socket);
            next.commit(socket);
        };
    }

    /** Commits it and waits until we have ended the connection. */
    default void commitToTheEnd(Socket socket) throws Exception {
        try {
            commit(socket);
            while (socket.getInputStream().read() >= 0) {
                // what we say to such a peer is no matter here
            }
        } catch (IOException _) {
            // we have hung up on it
        }
    }
}
