// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.filter.CommittedFilter;
import io.handfast.decred.wire.filter.FilterKey;
import java.util.List;

/** Any bytes as a filter: refused, or asked without harm, one by one with the same answers as together. */
class CommittedFilterFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsFilter_thenTame(byte[] bytes) {
        CommittedFilter filter;
        try {
            filter = CommittedFilter.read(Bytes.of(bytes));
        } catch (MalformedMessage e) {
            assertThat(e.expected()).isNotEmpty();
            return;
        }
        assertThat(filter.size() * 20).isLessThanOrEqualTo(8L * bytes.length);
        FilterKey key = new FilterKey(bytes.length, 1);
        List<Bytes> scripts = List.of(Bytes.of(bytes), Bytes.EMPTY, Bytes.of((byte) 0x51));
        boolean any = scripts.stream().anyMatch(script -> filter.matches(key, script));
        assertThat(filter.matchesAny(key, scripts)).isEqualTo(any);
    }
}
