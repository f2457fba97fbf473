// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.engine.time.TimeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Filters of blocks that follow each other, known by their blocks: in one message, or before version 11 one by one. */
final class FiltersCall extends Call<List<CFilterV2>> {
    private final List<Hash> blocks;
    private final boolean batched;
    private final Map<Hash, CFilterV2> found = new HashMap<>();

    FiltersCall(List<Hash> blocks, int protocolVersion, TimeSource time) {
        super(time);
        this.blocks = blocks;
        this.batched = protocolVersion >= ProtocolVersion.BATCHED_C_FILTERS_V2;
    }

    @Override
    List<Message> questions() {
        return batched
                ? List.of(new GetCFsV2(blocks.getFirst(), blocks.getLast()))
                : blocks.stream().<Message>map(GetCFilterV2::new).toList();
    }

    @Override
    boolean take(Arrival arrival) {
        return switch (arrival.message()) {
            case CFiltersV2(List<CFilterV2> filters) when batched -> takeAll(filters);
            case CFilterV2 filter when !batched -> takeOne(filter);
            default -> false;
        };
    }

    private boolean takeAll(List<CFilterV2> filters) {
        boolean ours = filters.stream().map(CFilterV2::block).toList().equals(blocks);
        if (ours) {
            answer(filters);
        }
        return ours;
    }

    private boolean takeOne(CFilterV2 filter) {
        boolean ours = blocks.contains(filter.block()) && found.putIfAbsent(filter.block(), filter) == null;
        if (ours && found.size() == blocks.size()) {
            answer(blocks.stream().map(found::get).toList());
        }
        return ours;
    }

    @Override
    String expected() {
        return "the filters of " + blocks.size() + " blocks up to " + blocks.getLast();
    }
}
