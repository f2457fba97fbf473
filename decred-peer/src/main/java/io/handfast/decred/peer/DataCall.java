// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.engine.time.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * {@code getdata}: each thing is known by its hash, or named by {@code notfound}.
 *
 * @param <M> what is asked for
 */
final class DataCall<M extends Message> extends Call<Fetched<M>> {
    private final Class<M> kind;
    private final SequencedSet<InvVect> missing;
    private final Map<Hash, M> found = new LinkedHashMap<>();
    private final List<Hash> notFound = new ArrayList<>();

    DataCall(Class<M> kind, long type, List<Hash> hashes, TimeSource time) {
        super(time);
        this.kind = kind;
        this.missing = new LinkedHashSet<>();
        hashes.forEach(hash -> missing.add(new InvVect(type, hash)));
    }

    @Override
    List<Message> questions() {
        return List.of(new GetData(List.copyOf(missing)));
    }

    @Override
    boolean take(Arrival arrival) {
        boolean ours = switch (arrival.message()) {
            case NotFound(List<InvVect> inventory) -> takeNotFound(inventory);
            case Message message
            when kind.isInstance(message) ->
                arrival.vector().filter(missing::remove).isPresent() && put(kind.cast(message), arrival);
            default -> false;
        };
        if (ours && missing.isEmpty()) {
            answer(new Fetched<>(found, notFound));
        }
        return ours;
    }

    private boolean put(M message, Arrival arrival) {
        found.put(arrival.vector().orElseThrow().hash(), message);
        return true;
    }

    /** A {@code notfound} may answer several questions at once; the listener hears of it when it names others too. */
    private boolean takeNotFound(List<InvVect> inventory) {
        List<InvVect> named = inventory.stream().filter(missing::remove).toList();
        named.forEach(vector -> notFound.add(vector.hash()));
        if (!named.isEmpty() && named.size() < inventory.size() && missing.isEmpty()) {
            answer(new Fetched<>(found, notFound));
            return false;
        }
        return !named.isEmpty() && named.size() == inventory.size();
    }

    @Override
    String expected() {
        return missing.isEmpty()
                ? "data"
                : Inventory.words(missing.getFirst())
                        + (missing.size() > 1 ? " and " + (missing.size() - 1) + " more" : "");
    }
}
