// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.address.AddressFailure;
import io.handfast.decred.headers.HeadersFailure;
import io.handfast.decred.peer.DecredFailure;
import io.handfast.decred.peer.PeerFailure;
import io.handfast.decred.scan.FiltersFailure;
import io.handfast.decred.set.SetFailure;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.failure.FailureCode;
import io.handfast.hub.app.BackupFailure;
import io.handfast.hub.app.pairing.ScanFailure;
import io.handfast.hub.app.rest.RestFailure;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.hub.ConnectFailure;
import io.handfast.ship.hub.discovery.DiscoveryFailure;
import io.handfast.ship.hub.pairing.PairingFailure;
import io.handfast.ship.message.MessageFault;
import io.handfast.tls.TlsFailure;
import io.handfast.websocket.WebSocketFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that can be thrown stands in docs/failures.md, and nothing else does. */
class FailureCodesTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.-]+)` \\|", Pattern.MULTILINE);

    /** A code of {@code decred-wire}, which depends on nothing of ours, so not on the interface either. */
    private record WireCode(String code, String hint) implements FailureCode {}

    private static List<FailureCode> codes() {
        return Stream.<FailureCode[]>of(
                        EngineFailure.values(),
                        ConnectFailure.values(),
                        TlsFailure.values(),
                        WebSocketFailure.values(),
                        ShipFailure.values(),
                        MessageFault.values(),
                        DiscoveryFailure.values(),
                        RestFailure.values(),
                        RemoteFailure.values(),
                        PairingFailure.values(),
                        ScanFailure.values(),
                        BackupFailure.values(),
                        DecredFailure.values(),
                        AddressFailure.values(),
                        SetFailure.values(),
                        PeerFailure.values(),
                        HeadersFailure.values(),
                        FiltersFailure.values(),
                        wireCodes())
                .flatMap(Stream::of)
                .toList();
    }

    private static FailureCode[] wireCodes() {
        return Stream.of(WireFault.values())
                .map(fault -> new WireCode(fault.code(), fault.hint()))
                .toArray(FailureCode[]::new);
    }

    @Test
    void givenTheCodes_whenComparedWithTheDocument_thenBothNameTheSame() throws IOException {
        String document = Files.readString(ArchitectureTest.projectRoot().resolve("docs/failures.md"));
        List<String> documented = ROW.matcher(document)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        List<String> thrown = codes().stream().map(FailureCode::code).toList();
        assertThat(documented).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(thrown);
    }

    @Test
    void givenTheCodes_whenRead_thenEachIsAStableWordWithAHintForPeople() {
        for (FailureCode code : codes()) {
            assertThat(code.code()).matches("[a-z]+(\\.[a-z0-9-]+)+");
            assertThat(code.hint()).as(code.code()).isNotBlank().doesNotEndWith(".");
        }
        assertThat(codes().stream().map(FailureCode::code)).doesNotHaveDuplicates();
    }
}
