// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Hash;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a network's headers are held to. The values are those of dcrd's {@code chaincfg} of August 2026; where DCP0011
 * took effect says DCP0011 itself.
 *
 * @param network whose
 * @param genesis the first header
 * @param powLimit the easiest target
 * @param blake3From the first height whose proof of work is BLAKE3 (DCP0011); empty where both are taken at every
 *     height, because each chain of a test network of one machine votes for itself
 * @param commitmentsFrom the first height whose header commits to the block's filter (DCP0005); empty where nobody can
 *     say, because each chain votes for itself
 * @param retarget how targets follow from the headers before; empty where they are not checked
 * @param checkpoints blocks that are known, by height
 * @param minKnownWork the least that the whole chain is known to have; zero for none
 */
public record ChainParams(
        Network network,
        BlockHeader genesis,
        Target powLimit,
        OptionalLong blake3From,
        OptionalLong commitmentsFrom,
        Optional<Retarget> retarget,
        Map<Long, Hash> checkpoints,
        BigInteger minKnownWork) {
    private static final long MAINNET_ANCHOR = 794_367;
    private static final long TESTNET_ANCHOR = 1_170_047;

    /** Rejects a genesis that is none. */
    public ChainParams {
        if (genesis.height() != 0 || Target.ofBits(genesis.bits()).isEmpty()) {
            throw new IllegalArgumentException("no genesis: " + genesis);
        }
        checkpoints = Map.copyOf(checkpoints);
    }

    /**
     * Those of a network.
     *
     * @param network which
     * @return its parameters
     */
    public static ChainParams of(Network network) {
        return switch (network) {
            case MAINNET -> mainnet();
            case TESTNET3 -> testnet3();
            case SIMNET ->
                alone(network, "5c9488e2f3425de9951ee31f4ad5803c4487a8f4a2719d60c3bf2b58c5295692", 1_401_292_357L);
            case REGNET ->
                alone(network, "66aa7491b9adce110585ccab7e3fb5fe280de174530cca10eba2c6c3df01c10d", 1_538_524_800L);
        };
    }

    private static ChainParams mainnet() {
        Target limit = limit(224);
        return new ChainParams(
                Network.MAINNET,
                genesis(
                        1,
                        "66aa7491b9adce110585ccab7e3fb5fe280de174530cca10eba2c6c3df01c10d",
                        0x1b01ffffL,
                        200_000_000,
                        1_454_954_400,
                        0),
                limit,
                OptionalLong.of(MAINNET_ANCHOR + 1),
                OptionalLong.of(431_488),
                Optional.of(new Retarget(
                        limit,
                        300,
                        144,
                        20,
                        new Retarget.Asert(MAINNET_ANCHOR, 0x1b00a5a6L, 43_200),
                        Optional.empty())),
                Map.of(
                        MAINNET_ANCHOR,
                        Hash.ofDisplay("0000000000000000c293d8c67409d05e960447ea25cdaf770e864d995c764ef0"),
                        1_026_597L,
                        Hash.ofDisplay("458d6a8e11c916d4149ca8bc5c7aaaaf16cc61971b0c20764c07edf85df44eb6")),
                new BigInteger("243868232c14b8224643b6", 16));
    }

    private static ChainParams testnet3() {
        Target limit = limit(232);
        return new ChainParams(
                Network.TESTNET3,
                genesis(
                        6,
                        "e7dfbceac9fccd6025c70a1dfa9302b3e7b5aa22fa51c98a69164ad403d60a2c",
                        0x1e00ffffL,
                        20_000_000,
                        1_533_513_600,
                        0x18aea41aL),
                limit,
                OptionalLong.of(TESTNET_ANCHOR + 1),
                OptionalLong.of(323_328),
                Optional.of(new Retarget(
                        limit,
                        120,
                        144,
                        20,
                        new Retarget.Asert(TESTNET_ANCHOR, 0x1e00ffffL, 720),
                        Optional.of(new Retarget.Testnet(
                                600, 962_928, Target.of(limit.value().shiftRight(6)))))),
                Map.of(
                        962_928L,
                        Hash.ofDisplay("0000004fd1b267fd39111d456ff557137824538e6f6776168600e56002e23b93"),
                        TESTNET_ANCHOR,
                        Hash.ofDisplay("000000b396bfeaa6ae6fa9e3cee441d7215191630bdaa9b979a872985caed727"),
                        1_780_540L,
                        Hash.ofDisplay("e5d29f04aa33d19dfe4935ca2e70d8f640a7263b653f57ce600b6829d6f2cf48")),
                new BigInteger("f377240e146195df", 16));
    }

    /** A network of one machine. */
    private static ChainParams alone(Network network, String merkleRoot, long timestamp) {
        return new ChainParams(
                network,
                genesis(1, merkleRoot, 0x207fffffL, 0, timestamp, 0),
                limit(255),
                OptionalLong.empty(),
                network == Network.SIMNET ? OptionalLong.of(1) : OptionalLong.empty(), // forced on simnet alone
                Optional.empty(),
                Map.of(),
                BigInteger.ZERO);
    }

    private static Target limit(int bits) {
        return Target.of(BigInteger.TWO.pow(bits).subtract(BigInteger.ONE));
    }

    /** What is not named is zero; the stake version is the block's where that is not 1. */
    private static BlockHeader genesis(
            int version, String merkleRoot, long bits, long sbits, long timestamp, long nonce) {
        return new BlockHeader(
                version,
                Hash.ZERO,
                Hash.ofDisplay(merkleRoot),
                Hash.ZERO,
                0,
                0,
                0,
                0,
                0,
                0,
                bits,
                sbits,
                0,
                0,
                timestamp,
                nonce,
                Hash.ZERO,
                version == 1 ? 0 : version);
    }

    /**
     * The name of the first block.
     *
     * @return its hash
     */
    public Hash genesisHash() {
        return genesis.hash();
    }
}
