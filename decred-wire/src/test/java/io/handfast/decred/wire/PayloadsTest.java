// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The literal payloads of dcrd's own tests, the negative ones among them. */
class PayloadsTest {
    /** What dcrd's tests expect of those that are no message. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("maxAddrEncoded", "ErrTooManyAddrs"),
            Map.entry("serializedUnknownNetAddressBytes", "ErrUnknownNetAddrType"),
            Map.entry("maxCFilterEncoded", "ErrVarBytesTooLong"),
            Map.entry("maxDataCFiltersV2Encoded", "ErrVarBytesTooLong"),
            Map.entry("maxHashesCFiltersV2Encoded", "ErrTooManyProofs"),
            Map.entry("maxCFiltersV2Encoded", "ErrTooManyCFilters"),
            Map.entry("maxDataCFilterV2Encoded", "ErrVarBytesTooLong"),
            Map.entry("maxHashesCFilterV2Encoded", "ErrTooManyProofs"),
            Map.entry("cfInvalidEncoded", "ErrTooManyFilterTypes"),
            Map.entry("maxGetBlocksEncoded", "ErrTooManyLocators"),
            Map.entry("maxGetHeadersEncoded", "ErrTooManyLocators"),
            Map.entry("maxGetDataEncoded", "ErrTooManyVectors"),
            Map.entry("maxInvEncoded", "ErrTooManyVectors"),
            Map.entry("maxNotFoundEncoded", "ErrTooManyVectors"),
            Map.entry("maxTypesEncoded", "ErrTooManyInitStateTypes"),
            Map.entry("longTypeEncoded", "ErrVarStringTooLong"),
            Map.entry("maxHeadersEncoded", "ErrTooManyHeaders"),
            Map.entry("maxBlockHashesEncoded", "ErrTooManyBlocks"),
            Map.entry("maxVoteHashesEncoded", "ErrTooManyVotes"),
            Map.entry("maxTSpendHashesEncoded", "ErrTooManyTSpends"),
            Map.entry("baseRejectEncoded", "ErrUnknownCmd"),
            // cut short in dcrd's tests too
            Map.entry("TestGetDataWireErrors.baseGetDataEncoded", "EOF"),
            Map.entry("TestInvWireErrors.baseInvEncoded", "EOF"),
            Map.entry("TestNotFoundWireErrors.baseNotFoundEncoded", "EOF"),
            Map.entry("TestHeadersWireErrors.oneHeaderEncoded", "EOF"),
            Map.entry("TestHeadersWireErrors.transHeaderEncoded", "EOF"));

    static List<Vectors.Case> payloads() {
        return Vectors.cases("wire-test-payloads.json");
    }

    @Test
    void givenTheVectors_whenCounted_thenNoneIsMissing() {
        assertThat(payloads()).hasSize(90);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void givenAPayloadOfDcrdsTests_whenDecoded_thenAsThere(Vectors.Case vector) throws Exception {
        Bytes bytes = vector.bytes("hex");
        String refused = REFUSED.getOrDefault(
                vector.text("func") + "." + vector.text("name"), REFUSED.getOrDefault(vector.text("name"), ""));
        switch (vector.text("file").replaceAll("^wire/|_test.go$", "")) {
            case "blockheader" -> requireHeader(bytes);
            case "invvect" -> require("inv", "01" + bytes.toHex(), refused);
            case "msgaddrv2" -> require("addrv2", "01" + bytes.toHex(), refused);
            case "netaddress" -> requireAddress(bytes);
            case "msgversion" -> requireVersion(bytes);
            case String file -> require(file.substring("msg".length()), bytes.toHex(), refused);
        }
    }

    private static void require(String text, String hex, String refused) throws Exception {
        Command command = Command.of(text).orElseThrow();
        int version = command == Command.ADDR ? 11 : command == Command.REJECT ? 8 : 12;
        Bytes payload = Bytes.ofHex(hex);
        if (refused.isEmpty()) {
            Message message = command.decode(payload, version);
            assertThat(command.encode(message, version)).isEqualTo(payload);
            Prefixes.requireShort(command, payload, version);
            return;
        }
        MalformedMessage malformed =
                catchThrowableOfType(MalformedMessage.class, () -> command.decode(payload, version));
        assertThat(malformed.code().fieldName()).isEqualTo(refused);
        assertThat(malformed.phase()).isEqualTo("decode " + text);
    }

    private static void requireHeader(Bytes bytes) throws Exception {
        WireReader in = new WireReader("header", bytes, 12);
        WireWriter out = new WireWriter(BlockHeader.SIZE_BYTES);
        BlockHeader.read(in).write(out);
        in.requireEnd();
        assertThat(out.written()).isEqualTo(bytes);
    }

    /** Without a time it stands in a version message, which may end after it. */
    private static void requireAddress(Bytes bytes) throws Exception {
        if (bytes.length() == 30) {
            require("addr", "01" + bytes.toHex(), "");
            return;
        }
        String shortest = "0c000000" + "0100000000000000" + "00f1536500000000" + bytes.toHex();
        Message version = Command.VERSION.decode(Bytes.ofHex(shortest), 12);
        assertThat(Command.VERSION.encode(version, 12).toHex()).startsWith(shortest);
    }

    /** Written with the relay flag, which may be missing in what is read. */
    private static void requireVersion(Bytes bytes) throws Exception {
        Message version = Command.VERSION.decode(bytes, 12);
        assertThat(Command.VERSION.encode(version, 12).toHex())
                .isEqualTo(bytes.length() == 102 ? bytes.toHex() : bytes.toHex() + "01");
        Prefixes.requireShort(Command.VERSION, bytes, 12);
    }
}
