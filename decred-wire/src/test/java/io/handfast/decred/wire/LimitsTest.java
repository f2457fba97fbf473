// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.chain.TxPrefix;
import io.handfast.decred.wire.chain.TxWitness;
import io.handfast.decred.wire.chain.WitnessIn;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.CFHeaders;
import io.handfast.decred.wire.message.CFTypes;
import io.handfast.decred.wire.message.CFilter;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.GetBlocks;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.TimedAddress;
import io.handfast.decred.wire.message.Version;
import io.handfast.decred.wire.mix.MixDCNet;
import io.handfast.decred.wire.mix.MixFactoredPoly;
import io.handfast.decred.wire.mix.MixKeyExchange;
import io.handfast.decred.wire.mix.MixPairReq;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One more than each limit: refused when a message is made, and when it is read before anything is allocated. */
class LimitsTest {
    private static final Bytes SIGNATURE = Bytes.owned(new byte[64]);
    private static final Bytes IDENTITY = Bytes.owned(new byte[33]);
    private static final String MIX_HEAD = "00".repeat(64 + 33 + 32 + 4);

    record Making(WireFault fault, Supplier<?> message) {}

    record Reading(WireFault fault, Command command, String hex) {}

    private static List<Hash> hashes(int count) {
        return Collections.nCopies(count, Hash.ZERO);
    }

    private static CFilterV2 filter(int proofs) {
        return new CFilterV2(Hash.ZERO, Bytes.EMPTY, 0, hashes(proofs));
    }

    private static Version version(String userAgent, long timestampSeconds) {
        return new Version(
                12,
                Services.NONE,
                timestampSeconds,
                NetAddress.UNSPECIFIED,
                NetAddress.UNSPECIFIED,
                0,
                userAgent,
                0,
                true);
    }

    private static MixPairReq pairRequest(String scriptClass, long amount) {
        return new MixPairReq(
                SIGNATURE, IDENTITY, 0, amount, scriptClass, 1, 0, 1, 0, List.of(), Optional.empty(), 0, 0);
    }

    static Stream<Making> makings() {
        Bytes big = Bytes.owned(new byte[262_145]);
        TxWitness witness = new TxWitness(List.of(new WitnessIn(0, 0, 0, Bytes.EMPTY)));
        return Stream.of(
                new Making(
                        WireFault.TOO_MANY_ADDRS,
                        () -> new Addr(Collections.nCopies(1_001, new TimedAddress(0, NetAddress.UNSPECIFIED)))),
                new Making(WireFault.TOO_FEW_ADDRS, () -> new AddrV2(List.of())),
                new Making(
                        WireFault.TOO_MANY_VECTORS,
                        () -> new Inv(Collections.nCopies(50_001, new InvVect(InvVect.TX, Hash.ZERO)))),
                new Making(WireFault.TOO_MANY_LOCATORS, () -> new GetBlocks(0, hashes(501), Hash.ZERO)),
                new Making(WireFault.TOO_MANY_LOCATORS, () -> new GetHeaders(0, hashes(501), Hash.ZERO)),
                new Making(WireFault.TOO_MANY_BLOCKS, () -> new InitState(hashes(9), hashes(0), hashes(0))),
                new Making(WireFault.TOO_MANY_VOTES, () -> new InitState(hashes(0), hashes(41), hashes(0))),
                new Making(WireFault.TOO_MANY_T_SPENDS, () -> new InitState(hashes(0), hashes(0), hashes(8))),
                new Making(WireFault.TOO_MANY_INIT_STATE_TYPES, () -> new GetInitState(Collections.nCopies(33, "a"))),
                new Making(WireFault.INIT_STATE_TYPE_TOO_LONG, () -> new GetInitState(List.of("a".repeat(33)))),
                new Making(WireFault.MALFORMED_STRICT_STRING, () -> new GetInitState(List.of("ä"))),
                new Making(WireFault.FILTER_TOO_LARGE, () -> new CFilterV2(Hash.ZERO, big, 0, List.of())),
                new Making(WireFault.FILTER_TOO_LARGE, () -> new CFilter(Hash.ZERO, 0, big)),
                new Making(WireFault.TOO_MANY_PROOFS, () -> filter(33)),
                new Making(WireFault.TOO_MANY_C_FILTERS, () -> new CFiltersV2(Collections.nCopies(101, filter(0)))),
                new Making(WireFault.TOO_MANY_FILTER_HEADERS, () -> new CFHeaders(Hash.ZERO, 0, hashes(2_001))),
                new Making(WireFault.TOO_MANY_FILTER_TYPES, () -> new CFTypes(Bytes.owned(new byte[257]))),
                new Making(WireFault.USER_AGENT_TOO_LONG, () -> version("a".repeat(257), 0)),
                new Making(WireFault.MALFORMED_STRICT_STRING, () -> version("a\u007f", 0)),
                new Making(WireFault.INVALID_TIMESTAMP, () -> version("", 0x7ffffff1886e0900L)),
                new Making(WireFault.INVALID_TIMESTAMP, () -> version("", -1)),
                new Making(WireFault.CMD_TOO_LONG, () -> new FrameHeader(Network.MAINNET, "thirteenchars", 0, 0)),
                new Making(WireFault.MALFORMED_CMD, () -> new FrameHeader(Network.MAINNET, "a\n", 0, 0)),
                new Making(
                        WireFault.PAYLOAD_TOO_LARGE,
                        () -> new FrameHeader(Network.MAINNET, "x", FrameHeader.MAX_PAYLOAD_BYTES + 1, 0)),
                new Making(
                        WireFault.MISMATCHED_WITNESS_COUNT,
                        () -> Transaction.full(1, new TxPrefix(List.of(), List.of(), 0, 0), witness)),
                new Making(
                        WireFault.READ_IN_PREFIX_FROM_WITNESS_ONLY_TX,
                        () -> new Transaction(1, Optional.empty(), Optional.of(witness)).hash()),
                new Making(WireFault.MIX_PAIR_REQ_SCRIPT_CLASS_TOO_LONG, () -> pairRequest("a".repeat(33), 0)),
                new Making(WireFault.INVALID_MSG, () -> pairRequest("P2PKH", -1)),
                new Making(
                        WireFault.TOO_MANY_MANY_MIX_PAIR_REQS,
                        () -> new MixKeyExchange(
                                SIGNATURE,
                                IDENTITY,
                                Hash.ZERO,
                                0,
                                0,
                                0,
                                IDENTITY,
                                Bytes.owned(new byte[1_218]),
                                Hash.ZERO,
                                hashes(513))),
                new Making(
                        WireFault.TOO_MANY_PREV_MIX_MSGS,
                        () -> new MixFactoredPoly(SIGNATURE, IDENTITY, Hash.ZERO, 0, List.of(), hashes(513))),
                new Making(
                        WireFault.VAR_BYTES_TOO_LONG,
                        () -> new MixFactoredPoly(SIGNATURE, IDENTITY, Hash.ZERO, 0, List.of(IDENTITY), List.of())));
    }

    static Stream<Reading> readings() {
        String hash = "00".repeat(32);
        return Stream.of(
                new Reading(WireFault.TOO_MANY_ADDRS, Command.ADDRV2, "fde903"),
                new Reading(WireFault.TOO_MANY_TXS, Command.BLOCK, "00".repeat(180) + "fdacaa"),
                new Reading(WireFault.TOO_MANY_TXS, Command.BLOCK, "00".repeat(180) + "00" + "fdacaa"),
                new Reading(WireFault.TOO_MANY_TXS, Command.TX, "01000000" + "fe31e80b00"),
                new Reading(WireFault.TOO_MANY_TXS, Command.TX, "01000000" + "00" + "fe90e33800"),
                new Reading(WireFault.TOO_MANY_TXS, Command.TX, "01000200" + "fe31e80b00"),
                new Reading(WireFault.UNKNOWN_TX_TYPE, Command.TX, "01000300"),
                new Reading(
                        WireFault.MISMATCHED_WITNESS_COUNT,
                        Command.TX,
                        "01000000" + "00" + "00" + "00".repeat(8) + "01" + "00".repeat(17)),
                new Reading(WireFault.HEADER_CONTAINS_TXS, Command.HEADERS, "01" + "00".repeat(180) + "01"),
                new Reading(WireFault.TOO_MANY_LOCATORS, Command.GETCFHEADERS, "fdf501"),
                new Reading(WireFault.TOO_MANY_FILTER_HEADERS, Command.CFHEADERS, hash + "00" + "fdd107"),
                new Reading(WireFault.TOO_MANY_BLOCKS, Command.MININGSTATE, "00".repeat(8) + "09"),
                new Reading(WireFault.TOO_MANY_VOTES, Command.MININGSTATE, "00".repeat(8) + "0029"),
                new Reading(WireFault.MALFORMED_STRICT_STRING, Command.GETINITSTATE, "01017f"),
                new Reading(WireFault.VAR_STRING_TOO_LONG, Command.GETINITSTATE, "0121"),
                new Reading(
                        WireFault.USER_AGENT_TOO_LONG, Command.VERSION, "00".repeat(80) + "fd0101" + "61".repeat(257)),
                new Reading(WireFault.MALFORMED_STRICT_STRING, Command.VERSION, "00".repeat(80) + "0180"),
                new Reading(
                        WireFault.INVALID_TIMESTAMP,
                        Command.VERSION,
                        "00".repeat(12) + "00096e88f1ffff7f" + "00".repeat(26)),
                new Reading(
                        WireFault.INVALID_TIMESTAMP,
                        Command.ADDRV2,
                        "01" + "00096e88f1ffff7f" + "00".repeat(8) + "01" + "00".repeat(6)),
                new Reading(WireFault.NON_CANONICAL_VAR_INT, Command.INV, "feffff0000"),
                new Reading(WireFault.NON_CANONICAL_VAR_INT, Command.INV, "ffffffffff00000000"),
                new Reading(WireFault.TOO_MANY_VECTORS, Command.INV, "ffffffffffffffffff"),
                new Reading(
                        WireFault.INVALID_MSG,
                        Command.MIXPAIRREQ,
                        "00".repeat(101) + "ff".repeat(8) + "00".repeat(22) + "0000" + "0000"),
                new Reading(
                        WireFault.TOO_MANY_MIX_PAIR_REQ_UTXOS,
                        Command.MIXPAIRREQ,
                        "00".repeat(109) + "00" + "00".repeat(18) + "fd0102"),
                new Reading(
                        WireFault.INVALID_MSG,
                        Command.MIXPAIRREQ,
                        "00".repeat(109) + "00" + "00".repeat(18) + "00" + "02" + "0000"),
                new Reading(WireFault.VAR_STRING_TOO_LONG, Command.MIXPAIRREQ, "00".repeat(109) + "21"),
                new Reading(
                        WireFault.TOO_MANY_MANY_MIX_PAIR_REQS,
                        Command.MIXKEYXCHG,
                        "00".repeat(64 + 33 + 32 + 16 + 33 + 1218 + 32) + "fd0102"),
                new Reading(WireFault.TOO_MANY_PREV_MIX_MSGS, Command.MIXCPHRTXT, MIX_HEAD + "fd0102"),
                new Reading(WireFault.INVALID_MSG, Command.MIXSLOTRES, MIX_HEAD + "00"),
                new Reading(WireFault.INVALID_MSG, Command.MIXSLOTRES, MIX_HEAD + "fd0104"),
                new Reading(WireFault.INVALID_MSG, Command.MIXSLOTRES, MIX_HEAD + "01fd0102"),
                new Reading(WireFault.VAR_BYTES_TOO_LONG, Command.MIXSLOTRES, MIX_HEAD + "010121"),
                new Reading(WireFault.INVALID_MSG, Command.MIXFACTPOLY, MIX_HEAD + "fd0104"),
                new Reading(WireFault.TOO_MANY_PREV_MIX_MSGS, Command.MIXFACTPOLY, MIX_HEAD + "00fd0102"),
                new Reading(WireFault.INVALID_MSG, Command.MIXDCNET, MIX_HEAD + "fd0104"),
                new Reading(WireFault.INVALID_MSG, Command.MIXDCNET, MIX_HEAD + "01fd0104"),
                new Reading(WireFault.INVALID_MSG, Command.MIXDCNET, MIX_HEAD + "010115"),
                new Reading(
                        WireFault.TOO_MANY_PREV_MIX_MSGS,
                        Command.MIXCONFIRM,
                        MIX_HEAD + "010000000000" + "00".repeat(8) + "00" + "fd0102"),
                new Reading(WireFault.INVALID_MSG, Command.MIXSECRETS, MIX_HEAD + hash + "fd0104"),
                new Reading(WireFault.INVALID_MSG, Command.MIXSECRETS, MIX_HEAD + hash + "000115"));
    }

    @ParameterizedTest
    @MethodSource("makings")
    void givenMoreThanTheLimit_whenMade_thenRefusedUnderDcrdsName(Making making) {
        assertThat(refusal(making.message()::get)).isEqualTo(making.fault());
    }

    @ParameterizedTest
    @MethodSource("readings")
    void givenMoreThanTheLimit_whenRead_thenRefusedUnderDcrdsName(Reading reading) {
        int version = reading.command() == Command.ADDR ? 11 : 12;
        MalformedMessage malformed = catchThrowableOfType(
                MalformedMessage.class, () -> reading.command().decode(Bytes.ofHex(reading.hex()), version));
        assertThat(malformed).isNotNull();
        assertThat(malformed.code()).as(malformed.getMessage()).isEqualTo(reading.fault());
    }

    /** At the limits themselves nothing is wrong, and the longest payloads are those of the table. */
    @Test
    void givenTheLimits_whenReached_thenTakenBothWays() throws Exception {
        List<Message> full = List.of(
                new Inv(Collections.nCopies(50_000, new InvVect(InvVect.TX, Hash.ZERO))),
                new GetHeaders(0, hashes(500), Hash.ZERO),
                new InitState(hashes(8), hashes(40), hashes(7)),
                new GetInitState(Collections.nCopies(32, "a".repeat(32))),
                new CFHeaders(Hash.ZERO, 0, hashes(2_000)),
                version("a".repeat(256), 0x7ffffff1886e08ffL));
        for (Message message : full) {
            Bytes payload = message.command().encode(message, 12);
            assertThat(message.command().decode(payload, 12)).isEqualTo(message);
            if (message.command() != Command.VERSION) { // whose limit has room for times it does not carry
                assertThat(payload.length()).isEqualTo(message.command().maxPayloadBytes(12));
            }
        }
    }

    /** dcrd reads it and would not write it. */
    @Test
    void givenADCNetWithoutRows_whenReadAndWritten_thenSameBytes() throws Exception {
        Bytes payload = Bytes.ofHex(MIX_HEAD + "0000");
        MixDCNet message = (MixDCNet) Command.MIXDCNET.decode(payload, 12);
        assertThat(message.rows()).isEmpty();
        assertThat(Command.MIXDCNET.encode(message, 12)).isEqualTo(payload);
    }

    static WireFault refusal(ThrowingCallable making) {
        IllegalMessage refusal = catchThrowableOfType(IllegalMessage.class, making);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.code();
    }
}
