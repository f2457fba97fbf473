// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.encoding.WireException;
import io.handfast.decred.wire.encoding.WireFault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dcrd refuses, we refuse, under the same name, and say where, what should have come and what came. */
class InvalidFramesTest {
    /** dcrd looks at the length first; the magic says more. */
    private static final String BOTH_WRONG = "length too large and wrong magic";

    static List<Vectors.Case> invalid() {
        return Vectors.cases("frames-invalid.json");
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void givenAnInvalidFrame_whenRead_thenDcrdsCode(Vectors.Case vector) {
        WireException failure = failure(vector.bytes("input_hex").toByteArray(), vector.number("read_at_pver"));
        String expected = vector.text("name").equals(BOTH_WRONG) ? "ErrWrongNetwork" : vector.text("expect");
        assertThat(failure.code().fieldName()).isEqualTo(expected);
        assertThat(failure.phase()).matches("frame-header|payload|checksum|decode [a-z0-9]+");
        assertThat(failure.expected()).isNotEmpty();
        assertThat(failure.got()).isNotEmpty();
        assertThat(failure).hasMessageContainingAll(failure.code().code(), failure.phase(), failure.got());
    }

    @Test
    void givenTheVectors_whenCounted_thenNoneIsMissing() {
        assertThat(invalid()).hasSize(23);
    }

    @Test
    void givenAnAnswerInHttp_whenRead_thenCalledWhatItIs() {
        byte[] bytes = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        WireException failure = failure(bytes, 12);
        assertThat(failure.code()).isEqualTo(WireFault.NOT_DECRED);
        assertThat(failure.phase()).isEqualTo("frame-header");
        assertThat(failure.expected()).startsWith("f900b4d9 (MAINNET)");
        assertThat(failure.got()).isEqualTo("48545450 \"HTTP\", no network of Decred");
    }

    @Test
    void givenAnotherNetwork_whenRead_thenBothAreNamed() {
        byte[] bytes = new byte[24];
        System.arraycopy(new byte[] {0x16, 0x1c, 0x14, 0x12}, 0, bytes, 0, 4);
        assertThat(failure(bytes, 12).code()).isEqualTo(WireFault.WRONG_NETWORK);
        assertThat(failure(bytes, 12).got()).isEqualTo("161c1412 (SIMNET)");
    }

    /** The greeting of a mail server, which then waits. */
    @Test
    void givenAGreetingShorterThanAHeader_whenRead_thenFourBytesAreEnough() {
        byte[] bytes = "220 mail\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(failure(bytes, 12).code()).isEqualTo(WireFault.NOT_DECRED);
    }

    @Test
    void givenAWrongChecksum_whenRead_thenBothAreNamed() {
        Vectors.Case vector = invalid().stream()
                .filter(each -> each.text("name").equals("bad checksum"))
                .findFirst()
                .orElseThrow();
        WireException failure = failure(vector.bytes("input_hex").toByteArray(), 12);
        assertThat(failure.phase()).isEqualTo("checksum");
        assertThat(failure.expected()).startsWith("efbe0000");
        assertThat(failure.got()).matches("[0-9a-f]{8}");
    }

    @Test
    void givenTheFaults_whenNamed_thenNoCodeOfDcrdIsMissing() {
        Set<String> names = Set.of(("NonCanonicalVarInt VarStringTooLong VarBytesTooLong CmdTooLong PayloadTooLarge"
                        + " WrongNetwork MalformedCmd UnknownCmd PayloadChecksum TrailingBytes TooManyAddrs TooManyTxs"
                        + " MsgInvalidForPVer FilterTooLarge TooManyProofs TooManyFilterTypes TooManyLocators"
                        + " TooManyVectors TooManyHeaders HeaderContainsTxs TooManyVotes TooManyBlocks"
                        + " MismatchedWitnessCount UnknownTxType ReadInPrefixFromWitnessOnlyTx InvalidMsg"
                        + " UserAgentTooLong TooManyFilterHeaders MalformedStrictString TooManyInitStateTypes"
                        + " InitStateTypeTooLong TooManyTSpends TooManyManyMixPairReqs MixPairReqScriptClassTooLong"
                        + " TooManyMixPairReqUTXOs TooManyPrevMixMsgs TooManyCFilters TooFewAddrs UnknownNetAddrType"
                        + " InvalidTimestamp")
                .split(" "));
        assertThat(java.util.stream.Stream.of(WireFault.values())
                        .map(WireFault::fieldName)
                        .filter(name -> name.startsWith("Err"))
                        .distinct()
                        .map(name -> name.substring(3)))
                .hasSize(40)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private static WireException failure(byte[] bytes, int version) {
        return catchThrowableOfType(
                WireException.class,
                () -> new FrameReader(new ByteArrayInputStream(bytes), Network.MAINNET)
                        .read(version)
                        .message(version));
    }
}
