// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Tokens of one JSON text, with every complaint turned into {@link MalformedMessage}. The tokenizer is strict, finds
 * members that an ordinary object has twice, and limits depth and names; the length of the whole is for the caller to
 * limit.
 */
final class JsonReader implements AutoCloseable {
    /** The longest name of a member that is read; those of SHIP and SPINE have less than 100 characters. */
    static final int MAX_NAME = 256;

    /**
     * A tokenizer remembers thousands of names it has read, whoever sent them. Hence each text has a copy of its own:
     * no stranger fills the memory of the others, and a connection that is silent holds none.
     */
    private static final JsonFactory TOKENIZER = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ShipCodec.MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build();

    /** More digits than any number in SHIP's own members has. */
    private static final int MOST_DIGITS = 10;

    private final byte[] bytes;
    private final int from;
    private final JsonParser parser;

    /**
     * Checks the encoding of the whole text.
     *
     * @param from offset of the text in the bytes; offsets in failures count from the first byte all the same
     */
    JsonReader(byte[] bytes, int from, int to) throws MalformedMessage {
        int validTo = Utf8.validTo(bytes, from, to);
        if (validTo < to) {
            String got = "byte 0x%02x".formatted(bytes[validTo]);
            throw new MalformedMessage(MessageFault.NOT_UTF8, "frame", validTo, "UTF-8 without NUL", got);
        }
        if (to - from >= 3 && (bytes[from] & 0xFF) == 0xEF && (bytes[from + 1] & 0xFF) == 0xBB) {
            throw new MalformedMessage(MessageFault.NOT_UTF8, "frame", from, "no byte order mark", "one");
        }
        this.bytes = bytes;
        this.from = from;
        this.parser = TOKENIZER.copy().createParser(ObjectReadContext.empty(), bytes, from, to - from);
    }

    /** The next token; the end of the text is a failure. */
    JsonToken next() throws MalformedMessage {
        JsonToken token = nextOrEnd();
        if (token == null) {
            throw new MalformedMessage(MessageFault.NOT_JSON, "frame", offset(), "more JSON", "the end");
        }
        return token;
    }

    void requireEnd() throws MalformedMessage {
        if (nextOrEnd() != null) {
            throw fault(MessageFault.NOT_JSON, "frame", "nothing after the value", "more");
        }
    }

    private @Nullable JsonToken nextOrEnd() throws MalformedMessage {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    JsonToken token() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalStateException("no token was read yet");
        }
        return token;
    }

    /** The name of the member whose name or value is the current token. */
    String name() {
        return parser.currentName();
    }

    /** Text of the current scalar; numbers as they were written. */
    String text() throws MalformedMessage {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Text of the current scalar, in characters to be overwritten by the caller; the tokenizer's own are at once. */
    char[] secret() throws MalformedMessage {
        try {
            char[] shared = parser.getStringCharacters();
            int start = parser.getStringOffset();
            int end = start + parser.getStringLength();
            char[] secret = Arrays.copyOfRange(shared, start, end);
            Arrays.fill(shared, start, end, '0');
            return secret;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Whole numbers only: neither {@code 60000.0} nor {@code 6e4}, which Go refuses as well. */
    long number(String field, long least, long most) throws MalformedMessage {
        if (token() != JsonToken.VALUE_NUMBER_INT) {
            throw fault(MessageFault.WRONG_KIND, field, "a whole number", Printable.kind(token()));
        }
        String digits = text();
        if (digits.length() <= MOST_DIGITS) {
            long value = Long.parseLong(digits);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw fault(MessageFault.OUT_OF_RANGE, field, least + " to " + most, Printable.quote(digits));
    }

    /** Moves to the last token of the current value. */
    void skip() throws MalformedMessage {
        try {
            parser.skipChildren();
            parser.finishToken();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** The current value as it was written; moves to its last token. */
    RawJson raw() throws MalformedMessage {
        int start = Math.toIntExact(tokenOffset());
        if (token().isNumeric()) {
            // The tokenizer already stands behind the white space that ends a number at the root.
            return new RawJson(bytes, start, text().length());
        }
        skip();
        return new RawJson(bytes, start, Math.toIntExact(offset()) - start);
    }

    /** Offset of the current token's first byte. */
    long tokenOffset() {
        return from + parser.currentTokenLocation().getByteOffset();
    }

    /** Offset after the current token. */
    private long offset() {
        return from + parser.currentLocation().getByteOffset();
    }

    /** A complaint about the current token. */
    MalformedMessage fault(MessageFault code, String field, String expected, String got) {
        return new MalformedMessage(code, field, tokenOffset(), expected, got);
    }

    private MalformedMessage malformed(JacksonException e) {
        MessageFault fault = MessageFault.NOT_JSON;
        String expected = "JSON";
        if (e instanceof StreamConstraintsException) {
            boolean deep = parser.streamReadContext().getNestingDepth() >= ShipCodec.MAX_DEPTH;
            fault = deep ? MessageFault.TOO_DEEP : MessageFault.TOO_LARGE;
            expected = deep ? ShipCodec.MAX_DEPTH + " levels" : "names of " + MAX_NAME + " characters";
        } else if (e.getOriginalMessage().startsWith("Duplicate")) {
            fault = MessageFault.DUPLICATE_MEMBER;
            expected = "each member once";
        }
        // Without the cause's own text and without the cause: both may repeat a PIN.
        return new MalformedMessage(fault, "frame", offset(), expected, "something else");
    }

    @Override
    public void close() {
        parser.close();
    }
}
