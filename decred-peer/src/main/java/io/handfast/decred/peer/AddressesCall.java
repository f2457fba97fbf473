// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.TimedAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code getaddr}. Nodes also tell their own address unasked, alone in a message, so a single one is not yet the answer.
 * A ping goes out behind the question: nodes work through what they get in order, and when its pong is there, what came
 * until then is all that will come; when nothing came, the wait goes on.
 */
final class AddressesCall extends Call<List<NetAddressV2>> {
    private final long fence;
    private final List<NetAddressV2> single = new ArrayList<>();
    private boolean fencePassed;

    AddressesCall(PeerSession session) {
        super(session.time());
        this.fence = session.entropy().below(Long.MAX_VALUE);
    }

    @Override
    List<Message> questions() {
        return List.of(new GetAddr(), new Ping(fence));
    }

    @Override
    boolean take(Arrival arrival) {
        return switch (arrival.message()) {
            case AddrV2(List<NetAddressV2> addresses) -> take(addresses);
            case Addr(List<TimedAddress> addresses) ->
                take(addresses.stream().map(AddressMessages::wide).toList());
            case Pong(long nonce)
            when nonce == fence -> {
                fencePassed = true;
                answerWithSingle();
                yield true;
            }
            default -> false;
        };
    }

    private boolean take(List<NetAddressV2> addresses) {
        if (addresses.size() > 1) {
            answer(addresses);
            return true;
        }
        single.addAll(addresses);
        if (fencePassed) {
            answerWithSingle();
        }
        return false; // an announcement too
    }

    private void answerWithSingle() {
        if (!single.isEmpty()) {
            answer(List.copyOf(single));
        }
    }

    @Override
    String expected() {
        return "addresses";
    }
}
