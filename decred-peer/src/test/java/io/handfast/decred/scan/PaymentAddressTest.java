// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and scripts of dcrd's stdaddr tests, and what is none. */
class PaymentAddressTest {
    @ParameterizedTest
    @CsvSource({
        "MAINNET, PUBLIC_KEY, DkRM4ZcdejbYRu4AbcEdfDLzU9w1ZTqPXatXvL1g8Q77ibDjz7gwF, 2103e925aafc1edd44e7c7f1ea4fb7d265dc672f204c3d0c81930389c10b81fb75deac",
        "MAINNET, PUBLIC_KEY, DkM3ZigNyiwHrsXRjkDQ8t8tW6uKGW9g61qEkG3bMqQPQWYEf5X3J, 21028f53838b7639563f27c94845549a41e5146bcd52e7fef0ea6da143a02b0fe2edac",
        "MAINNET, PUBLIC_KEY, DkM3EyZ546GghVSkvzb6J47PvGDyntqiDtFgipQhNj78Xm2mUYRpf, 210264c44653d6567eff5753c5d24a682ddc2b2cadfe1b0c6433b16374dace6778f0ac",
        "TESTNET3, PUBLIC_KEY, TkKmMiY5iDh4U3KkSopYgkU1AzhAcQZiSoVhYhFymZHGMi9LM9Fdt, 21026a40c403e74670c4de7656a09caa2353d4b383a9ce66eef51e1220eacf4be06eac",
        "TESTNET3, PUBLIC_KEY, TkQ3RrFierkUUbgipYwgeVfV8ch3fktfrDamGyDYESPBXMaVNNmWG, 21030844ee70d8384d5250e9bb3a6a73d4b5bec770e8b31d6a0ae9fb739009d91af5ac",
        "REGNET, PUBLIC_KEY, Rk41kKgrecrxQ8bLg8GJm1feMPBFtFeb4rG56tDfMdAtvPy4HneyR, 21026a40c403e74670c4de7656a09caa2353d4b383a9ce66eef51e1220eacf4be06eac",
        "REGNET, PUBLIC_KEY, Rk8HpTQVbFvNQgxK3sPSiks8K1B8wbyYUGM8qABDpWGp63Q5mnG52, 21030844ee70d8384d5250e9bb3a6a73d4b5bec770e8b31d6a0ae9fb739009d91af5ac",
        "MAINNET, PUBLIC_KEY_ED25519, DkM5zR8tqWNAHngZQDTyAeqzabZxMKrkSbCFULDhmvySn3uHmm221, 20cecc1507dc1ddd7295951c290888f095adb9044d1b73d696e6df065d683bd4fc51be",
        "TESTNET3, PUBLIC_KEY_ED25519, TkKp4jynaSAyyV5FooNX3UBGzeXhxYq7e96YtjbRS5XEaar5zFom4, 20cecc1507dc1ddd7295951c290888f095adb9044d1b73d696e6df065d683bd4fc51be",
        "REGNET, PUBLIC_KEY_ED25519, Rk44TM8ZWqLsuaLr37pH7jNvB31oEPuzGBrvSvZ729Qs9GfoiBryE, 20cecc1507dc1ddd7295951c290888f095adb9044d1b73d696e6df065d683bd4fc51be",
        "MAINNET, PUBLIC_KEY_SCHNORR, DkRQx3y6YoJPnMKom23nuDFdfhmEnu8oDLTp4YVyWC6RjND19UxHk, 2103e925aafc1edd44e7c7f1ea4fb7d265dc672f204c3d0c81930389c10b81fb75de52be",
        "MAINNET, PUBLIC_KEY_SCHNORR, DkM7TD2qsne9DKo4uA2ZNt3XhejYVwT5mmQWtUXtjdPhRHXTSKxN4, 21028f53838b7639563f27c94845549a41e5146bcd52e7fef0ea6da143a02b0fe2ed52be",
        "TESTNET3, PUBLIC_KEY_SCHNORR, TkKqFCtYcHPupVbPcDdhvkNeNYXPqqs88Z4ygukH9MGaNV8e1WWhX, 21026a40c403e74670c4de7656a09caa2353d4b383a9ce66eef51e1220eacf4be06e52be",
        "TESTNET3, PUBLIC_KEY_SCHNORR, TkQ7KLcBYvTKq3xMyxkqtVa8LAXGuCC5XyA3RBhqcENVY8ZiDjuAB, 21030844ee70d8384d5250e9bb3a6a73d4b5bec770e8b31d6a0ae9fb739009d91af552be",
        "REGNET, PUBLIC_KEY_SCHNORR, Rk45dp3KYgZokaryqY5U11aHYw1V7gwzkbqMF6hxjRACwAxDivM6N, 21026a40c403e74670c4de7656a09caa2353d4b383a9ce66eef51e1220eacf4be06e52be",
        "REGNET, PUBLIC_KEY_SCHNORR, Rk8MhwkxVKdDm9DxDHCbxkmmWZ1NB3GxA1vQyNfXCJG86pPPnnn9M, 21030844ee70d8384d5250e9bb3a6a73d4b5bec770e8b31d6a0ae9fb739009d91af552be",
        "MAINNET, PUBLIC_KEY_HASH, DsUZxxoHJSty8DCfwfartwTYbuhmVct7tJu, 76a9142789d58cfa0957d206f025c2af056fc8a77cebb088ac",
        "MAINNET, PUBLIC_KEY_HASH, DsU7xcg53nxaKLLcAUSKyRndjG78Z2VZnX9, 76a914229ebac30efd6a69eec9c1a48e048b7c975c25f288ac",
        "TESTNET3, PUBLIC_KEY_HASH, Tso2MVTUeVrjHTBFedFhiyM7yVTbieqp91h, 76a914f15da1cb8d1bcb162c6ab446c95757a6e791c91688ac",
        "REGNET, PUBLIC_KEY_HASH, RsWM2w5LPJip56uxcZ1Scq7Tcbg97EfiwPA, 76a914f15da1cb8d1bcb162c6ab446c95757a6e791c91688ac",
        "MAINNET, PUBLIC_KEY_HASH_ED25519, DeeUhrRoTp4DftsqddVW96yMGMW4sgQFYUE, 76a914456d8ee57a4b9121987b4ecab8c3bcb5797e8a538851be",
        "MAINNET, PUBLIC_KEY_HASH_ED25519, DeZ1gU2ta8auk5et79R74GYR3pnF31KXbFo, 76a91409788a8dcb216efa354e487d57d76255b1af43208851be",
        "TESTNET3, PUBLIC_KEY_HASH_ED25519, TeeXvqZJrc7KnFZCT27fHfzcrTTzSF1aSRG, 76a914456d8ee57a4b9121987b4ecab8c3bcb5797e8a538851be",
        "REGNET, PUBLIC_KEY_HASH_ED25519, ReMrcHBAbQyQZuHuQwsQBXkxVZgXpnbqX72, 76a914456d8ee57a4b9121987b4ecab8c3bcb5797e8a538851be",
        "MAINNET, PUBLIC_KEY_HASH_SCHNORR, DSXcZv4oSRiEoWL2a9aD8sgfptRo1YEXNKj, 76a9142789d58cfa0957d206f025c2af056fc8a77cebb08852be",
        "MAINNET, PUBLIC_KEY_HASH_SCHNORR, DSXAZZwbBmmqzdTxnxRgDN1kxEqA4xJfufA, 76a914229ebac30efd6a69eec9c1a48e048b7c975c25f28852be",
        "TESTNET3, PUBLIC_KEY_HASH_SCHNORR, TSr4xSiznUfzxkJcH7F3xuaFCUBdEb5Jfzg, 76a914f15da1cb8d1bcb162c6ab446c95757a6e791c9168852be",
        "REGNET, PUBLIC_KEY_HASH_SCHNORR, RSZPdtLrXHY5kQ3KF2znrmLaqaQAdB3CRu7, 76a914f15da1cb8d1bcb162c6ab446c95757a6e791c9168852be",
        "MAINNET, SCRIPT_HASH, DcuQKx8BES9wU7C6Q5VmLBjw436r27hayjS, a914f0b4e85100aee1a996f22915eb3c3f764d53779a87",
        "MAINNET, SCRIPT_HASH, DcqgK4N4Ccucu2Sq4VDAdu4wH4LASLhzLVp, a914c7da5095683436f4435fc4e7163dcafda1a2d00787",
        "TESTNET3, SCRIPT_HASH, TccWLgcquqvwrfBocq5mcK5kBiyw8MvyvCi, a91436c1ca10a8a6a4b5d4204ac970853979903aa28487",
        "REGNET, SCRIPT_HASH, RcKq28Eheeo2eJvWakqWWAr5pqCUWykwDHe, a91436c1ca10a8a6a4b5d4204ac970853979903aa28487",
    })
    void givenAnAddress_whenParsed_thenDcrdsScriptAndTheSameText(
            Network network, PaymentAddress.Kind kind, String text, String script) {
        PaymentAddress address = PaymentAddress.parse(text, network);
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(address.script()).isEqualTo(Bytes.ofHex(script));
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "TsmWaPM77WSyA3aiQ2Q1KnwGDVWvEkhip23, TESTNET3, checksum",
        "DsUZxxoHJSty8DCfwfartwTYbuhmVct7tJu, TESTNET3, of MAINNET",
        "Aiz5jz1s, MAINNET, known kind",
        "DsUZxxoHlSty8DCfwfartwTYbuhmVct7tJu, MAINNET, character 9",
        "HiQeNVx8PNYP8ysyunUoicyNdfRUrEu1kzPE6v5gECBHBYgDzXCg8BsDGjmaHCpV97ytaQGHz5XDMJgJVHjv9YeSXWkHfwmBJj, MAINNET, longer",
        "3tWTcxjUnAKTzHh8pHPYpSsUKVbTvziNGHtbBFQkY12khQWuW83p, MAINNET, known kind",
        "'', MAINNET, too short",
        "1111, MAINNET, checksum",
        "111, MAINNET, too short",
    })
    void givenNoAddress_whenParsed_thenSaidWhy(String text, Network network, String why) {
        assertThatThrownBy(() -> PaymentAddress.parse(text, network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void givenOneDigitMistyped_whenParsed_thenRefused() {
        String text = "DsUZxxoHJSty8DCfwfartwTYbuhmVct7tJu";
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'D' ? 'E' : 'D';
            String mistyped = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> PaymentAddress.parse(mistyped, Network.MAINNET))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givenAKeyThatIsNotCompressed_whenMadeAnAddress_thenRefused() {
        byte[] key = new byte[33];
        key[0] = 4;
        assertThatThrownBy(() -> new PaymentAddress(Network.MAINNET, PaymentAddress.Kind.PUBLIC_KEY, Bytes.owned(key)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new PaymentAddress(Network.MAINNET, PaymentAddress.Kind.SCRIPT_HASH, Bytes.owned(new byte[21])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
