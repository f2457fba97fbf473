// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.util.Locale;
import java.util.Optional;

/**
 * One key of a hub's configuration: the only place that says what it is called, what it may be, what it is when nobody
 * says anything, when a change takes effect and what it means. Reader, printer, schema and the page of the
 * documentation follow from it. {@link HubKeys} has them all.
 *
 * @param <T> the value as the program uses it
 */
public final class HubKey<T> {
    /** When a change takes effect. */
    public enum Effect {
        /** At the next start. */
        RESTART("restart"),
        /** At once when the configuration is read again. */
        RELOAD("reload"),
        /** Never: accepted because the production example has it. */
        NONE("none so far");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        /**
         * For people.
         *
         * @return a few words
         */
        public String words() {
            return words;
        }
    }

    private final String name;
    private final KeyType<T> type;
    private final T usual;
    private final Effect effect;
    private final String meaning;

    HubKey(String name, KeyType<T> type, T usual, Effect effect, String meaning) {
        this.name = name;
        this.type = type;
        this.usual = usual;
        this.effect = effect;
        this.meaning = meaning;
    }

    /**
     * How it stands in the file.
     *
     * @return lower case with underscores
     */
    public String name() {
        return name;
    }

    /**
     * The variable of the environment that overrides the file: {@code HANDFAST_} and the name in upper case. Texts
     * stand there as they are, everything else as JSON.
     *
     * @return such as {@code HANDFAST_PORT}
     */
    public String variable() {
        return "HANDFAST_" + name.toUpperCase(Locale.ROOT);
    }

    /**
     * What it is when nobody says anything.
     *
     * @return the default
     */
    public T usual() {
        return usual;
    }

    /**
     * The default as it would stand in the file.
     *
     * @return JSON of one line; {@code ""} when there is none
     */
    public String usualJson() {
        return JsonTree.line(type.json(usual));
    }

    /**
     * What it may be, for people.
     *
     * @return a few words
     */
    public String allowed() {
        return type.allowed();
    }

    /**
     * When a change takes effect.
     *
     * @return at the next start, at once, never
     */
    public Effect effect() {
        return effect;
    }

    /**
     * What it is for.
     *
     * @return a sentence without a final stop
     */
    public String meaning() {
        return meaning;
    }

    KeyType<T> type() {
        return type;
    }

    /** Reads it; mistakes are reported. */
    Optional<T> read(JsonTree.Node node, KeyType.Complaints complaints) {
        return type.read(node, complaints);
    }

    @Override
    public String toString() {
        return name;
    }
}
