// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.json.NotFlat;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a book is kept between two runs: the file takes the place of the older one, so that a kill or a power cut leaves
 * the one or the other, whole. What cannot be understood is moved aside and never written over. Belongs to the book's
 * owner.
 */
public final class BookFile {
    /** Waits that reach further than any can be were made before the calendar was set back. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private static final Duration LONGEST_BAN = Duration.ofDays(366);

    private final Path file;
    private final TimeSource time;

    /**
     * A file that need not exist yet; its folder must.
     *
     * @param file its name
     * @param time the clock
     */
    public BookFile(Path file, TimeSource time) {
        this.file = file;
        this.time = time;
    }

    /**
     * Reads what was stored into an empty book. A missing file is an empty one.
     *
     * @param book of the same network; stays empty when this fails
     * @throws BookException {@code decred.book.damaged}: the file was moved aside, and the book may be used;
     *     {@code decred.book.newer}, {@code decred.book.other-network}, {@code decred.book.unreadable}: nothing was
     *     touched, and nothing should be stored under this name
     */
    public void read(AddressBook book) throws BookException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw failed(AddressFailure.BOOK_UNREADABLE, String.valueOf(e.getMessage()), e);
        }
        try {
            List<String> lines = text(content).lines().toList();
            requireOurs(BookText.Header.read(lines.isEmpty() ? "" : lines.getFirst()), book);
            BookText.read(lines).forEach(entry -> book.restore(sane(entry)));
            book.takeChanged();
        } catch (NotFlat e) {
            throw damaged(e.why());
        }
    }

    private static String text(byte[] content) throws NotFlat {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new NotFlat("it is not UTF-8");
        }
    }

    private void requireOurs(BookText.Header header, AddressBook book) throws BookException {
        if (header.version() > BookText.VERSION) {
            String why = "version " + header.version() + ", at most " + BookText.VERSION + " is known";
            throw failed(AddressFailure.BOOK_NEWER, why, null);
        }
        String ours = BookText.name(book.network());
        if (!header.network().equals(ours)) {
            String why = "addresses of " + header.network() + ", " + ours + " expected";
            throw failed(AddressFailure.BOOK_OF_ANOTHER_NETWORK, why, null);
        }
    }

    private AddressEntry sane(AddressEntry entry) {
        Instant now = time.wallClock();
        Optional<AddressEntry.Ban> ban =
                entry.ban().filter(banned -> banned.until().isBefore(now.plus(LONGEST_BAN)));
        Optional<Instant> notBefore = entry.notBefore().filter(until -> !until.isAfter(now.plus(LONGEST_BACKOFF)));
        return entry.waiting(notBefore, ban);
    }

    private BookException damaged(String why) throws BookException {
        try {
            Path aside = DurableFiles.setAside(file, "damaged");
            return new BookException(AddressFailure.BOOK_DAMAGED, file, Optional.of(aside), why, null);
        } catch (IOException e) {
            throw failed(AddressFailure.BOOK_UNREADABLE, why + "; it cannot be moved aside: " + e.getMessage(), e);
        }
    }

    /**
     * Stores the book if something in it has changed; returns when it is on the disk.
     *
     * @param book what to store
     * @throws BookException {@code decred.book.not-stored}; what was stored before is untouched
     */
    public void write(AddressBook book) throws BookException {
        if (!book.takeChanged()) {
            return;
        }
        byte[] content = BookText.write(book.network(), book.entries()).getBytes(StandardCharsets.UTF_8);
        try {
            DurableFiles.replace(file, content, Readers.USUAL);
        } catch (IOException e) {
            book.markChanged();
            throw failed(AddressFailure.BOOK_NOT_STORED, String.valueOf(e.getMessage()), e);
        }
    }

    private BookException failed(AddressFailure code, String why, @Nullable IOException cause) {
        return new BookException(code, file, Optional.empty(), why, cause);
    }
}
