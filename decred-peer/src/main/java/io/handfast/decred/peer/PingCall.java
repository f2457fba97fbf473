// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.List;

/** {@code ping}: the answer has the same nonce. */
final class PingCall extends Call<Duration> {
    private final PeerChannel channel;
    private final TimeSource time;
    private final long nonce;
    private final long askedNanos;

    PingCall(PeerSession session) {
        super(session.time());
        this.channel = session.channel();
        this.time = session.time();
        this.nonce = session.entropy().below(Long.MAX_VALUE);
        this.askedNanos = time.nanos();
    }

    @Override
    List<Message> questions() {
        return List.of(new Ping(nonce));
    }

    /** The channel's measure is better, but it keeps only that of the latest ping. */
    @Override
    boolean take(Arrival arrival) {
        if (arrival.message() instanceof Pong(long answered) && answered == nonce) {
            answer(channel.lastRoundTrip()
                    .filter(trip -> trip.nonce() == nonce)
                    .map(PeerChannel.RoundTrip::took)
                    .orElseGet(() -> Duration.ofNanos(time.nanos() - askedNanos)));
            return true;
        }
        return false;
    }

    @Override
    String expected() {
        return "pong";
    }
}
