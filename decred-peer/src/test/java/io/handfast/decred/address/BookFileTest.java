// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.EngineFailure;
import io.handfast.testkit.TornDisk;
import io.handfast.testkit.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookFileTest {
    private static final PeerAddress ONE = PeerAddress.parse("12.1.0.1:9108");
    private static final PeerAddress TWO = PeerAddress.parse("[2620:100::1]:9999");
    private static final PeerAddress ONION =
            PeerAddress.parse("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:9108");

    private final VirtualTime time = new VirtualTime();

    @TempDir
    Path folder;

    private AddressBook empty() {
        return new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), time);
    }

    private AddressBook book(PeerAddress... addresses) {
        AddressBook book = empty();
        for (PeerAddress address : addresses) {
            book.learn(List.of(new SeenAddress(address, new Services(-1), time.wallClock())), "seeder \"x\"\n");
        }
        return book;
    }

    private AddressBook read(Path file) throws BookException {
        AddressBook book = empty();
        new BookFile(file, time).read(book);
        return book;
    }

    @Test
    void givenEverythingABookKnows_whenStoredAndRead_thenTheSame() throws Exception {
        AddressBook book = book(ONE, TWO, ONION);
        book.tried(ONE);
        book.succeeded(ONE, new AddressEntry.Node(Services.NODE_NETWORK, 12, "/ä\"\\/"));
        book.failed(TWO, EngineFailure.UNREACHABLE);
        book.ban(ONION.host(), Duration.ofHours(24), "why \"not\"");
        Path file = folder.resolve("book");
        new BookFile(file, time).write(book);

        assertThat(read(file).entries()).isEqualTo(book.entries());
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void givenNoFile_whenRead_thenTheBookIsEmpty() throws Exception {
        assertThat(read(folder.resolve("none")).size()).isZero();
    }

    @Test
    void givenNothingNew_whenWritten_thenTheFileIsLeftAlone() throws Exception {
        Path file = folder.resolve("book");
        AddressBook book = book(ONE);
        new BookFile(file, time).write(book);
        Files.delete(file);
        new BookFile(file, time).write(book);

        assertThat(file).doesNotExist();
    }

    @Test
    void givenWaitsOfAFutureThatWasSetBack_whenRead_thenTheyAreCut() throws Exception {
        VirtualTime later = new VirtualTime();
        Path file = folder.resolve("book");
        later.run(() -> {
            later.pass(Duration.ofDays(800));
            AddressBook book = new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), later);
            book.learn(List.of(new SeenAddress(ONE, Services.NONE, later.wallClock())), "a");
            book.failed(ONE, EngineFailure.UNREACHABLE);
            book.ban(ONE.host(), Duration.ofHours(24), "x");
            new BookFile(file, later).write(book);
        });

        AddressEntry entry = read(file).entry(ONE).orElseThrow();
        assertThat(entry.due(time.wallClock())).isEqualTo(time.wallClock());
        assertThat(entry.failures()).isEqualTo(1);
    }

    static Stream<String> damaged() {
        String header = "{\"format\":\"handfast-decred-addresses\",\"version\":1,\"network\":\"mainnet\"}";
        return Stream.of(
                "",
                "\n",
                "{",
                "[]",
                "{}",
                header.replace("handfast", "x"),
                header.replace("1", "0"),
                header,
                header + "\n{\"addresses\":1}",
                header + "\n" + entry("x", "2026-01-01T00:00:00Z") + "\n{\"addresses\":1}",
                header + "\n" + entry("1.2.3.4:1", "yesterday") + "\n{\"addresses\":1}");
    }

    private static String entry(String address, String lastSeen) {
        return String.format(
                "{\"address\":\"%s\",\"source\":\"a\",\"services\":1,\"lastSeen\":\"%s\"}", address, lastSeen);
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void givenAFileThatDoesNotParse_whenRead_thenItIsMovedAsideAndNamed(String content) throws Exception {
        Path file = folder.resolve("book");
        Files.writeString(folder.resolve("book.damaged-1"), "an older one");
        Files.writeString(file, content);
        AddressBook book = empty();

        BookException failure = catchThrowableOfType(BookException.class, () -> new BookFile(file, time).read(book));

        assertThat(failure.code()).isEqualTo(AddressFailure.BOOK_DAMAGED);
        assertThat(failure.movedTo()).contains(folder.resolve("book.damaged-2"));
        assertThat(failure).hasMessageContaining(file.toString());
        assertThat(folder.resolve("book.damaged-2")).hasContent(content);
        assertThat(folder.resolve("book.damaged-1")).hasContent("an older one");
        assertThat(file).doesNotExist();
        assertThat(book.size()).isZero();
    }

    @Test
    void givenAFileThatLostItsEndAtAnyByte_whenRead_thenDamagedAndNothingLearnt() throws Exception {
        Path file = folder.resolve("book");
        new BookFile(file, time).write(book(ONE, TWO));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length++) { // the last line feed says nothing
            Path cut = folder.resolve("cut" + length);
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            AddressBook book = empty();
            assertThatThrownBy(() -> new BookFile(cut, time).read(book))
                    .isInstanceOfSatisfying(
                            BookException.class, e -> assertThat(e.code()).isEqualTo(AddressFailure.BOOK_DAMAGED));
            assertThat(book.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2,mainnet,decred.book.newer", "1,testnet3,decred.book.other-network"})
    void givenAFileOfSomebodyElse_whenRead_thenItIsLeftAlone(String row) throws Exception {
        String[] parts = row.split(",", -1);
        Path file = folder.resolve("book");
        String content = "{\"format\":\"handfast-decred-addresses\",\"version\":" + parts[0] + ",\"network\":\""
                + parts[1] + "\"}\n{\"addresses\":0}\n";
        Files.writeString(file, content);

        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        BookException.class, e -> assertThat(e.code().code()).isEqualTo(parts[2]));
        assertThat(file).hasContent(content);
    }

    @Test
    void givenAFolderThatIsMissing_whenWritten_thenToldAndTriedAgain() throws Exception {
        Path missing = folder.resolve("missing");
        BookFile file = new BookFile(missing.resolve("book"), time);
        AddressBook book = book(ONE);

        assertThatThrownBy(() -> file.write(book))
                .isInstanceOfSatisfying(
                        BookException.class, e -> assertThat(e.code()).isEqualTo(AddressFailure.BOOK_NOT_STORED));
        Files.createDirectory(missing);
        file.write(book);
        assertThat(read(missing.resolve("book")).entries()).isEqualTo(book.entries());
    }

    @ParameterizedTest
    @EnumSource
    void givenAPowerCutAtAnyStep_whenReadAgain_thenTheOlderOrTheNewerBookWhole(TornDisk.Left left) throws Exception {
        List<AddressEntry> older = book(ONE).entries();
        List<AddressEntry> newer = book(ONE, TWO).entries();
        int steps = 0;
        for (boolean done = false; !done; steps++) {
            Path base = Files.createDirectory(folder.resolve("cut-" + steps));
            new BookFile(base.resolve("book"), time).write(book(ONE));
            TornDisk disk = new TornDisk(base).stopAt(steps);
            try {
                new BookFile(disk.folder().resolve("book"), time).write(book(ONE, TWO));
                done = true;
            } catch (BookException _) {
                // the power was cut
            }
            disk.cutPower(left);
            AddressBook again = read(base.resolve("book"));
            assertThat(again.entries()).as("after step %d", steps).isIn(List.of(older, newer));
            assertThat(done && !again.entries().equals(newer))
                    .as("what was acknowledged is there")
                    .isFalse();
        }
        // Making the file, write, sync, rename, sync of the folder, and the one that went through.
        assertThat(steps).isEqualTo(6);
    }
}
