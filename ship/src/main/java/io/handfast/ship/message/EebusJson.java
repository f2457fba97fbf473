// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * Between the EEBUS form of JSON (chapter 11) and the ordinary one, for an application's payloads. In the EEBUS form
 * every object below the root is an array of objects with one member each, in the schema's order:
 *
 * <pre>{@code
 * ordinary  {"datagram":{"header":{"msgCounter":1},"cmd":[{"a":{"x":1}},{"b":{}}]}}
 * EEBUS     {"datagram":[{"header":[{"msgCounter":1}]},{"cmd":[[{"a":[{"x":1}]}],[{"b":[]}]]}]}
 * }</pre>
 *
 * <p>The way to the ordinary form has to guess, since only a data model knows whether {@code [{"a":1}]} is an object
 * or a list of one object, and whether {@code []} is an empty object or an empty list: both are taken for objects.
 * An application with a model reads the EEBUS form itself. Numbers keep their text, members their order. No state;
 * any thread.
 */
public final class EebusJson {
    private EebusJson() {}

    /**
     * Folds arrays of one-member objects into objects.
     *
     * @param eebus an object with one member, as in {@link Data#payload}; parts that are ordinary JSON already stay
     * @return the ordinary form without white space
     * @throws MalformedMessage when the root is something else ({@link MessageFault#BAD_ROOT}), or an array would
     *     fold into an object with a member twice ({@link MessageFault#DUPLICATE_MEMBER})
     */
    public static RawJson toStandard(RawJson eebus) throws MalformedMessage {
        return new EebusFolding(eebus).fold();
    }

    /**
     * Unfolds objects into arrays of one-member objects.
     *
     * @param standard an object with one member
     * @return the EEBUS form without white space, with the brackets inside texts escaped so that stacks that replace
     *     brackets in the text do not harm them
     * @throws MalformedMessage when the root is something else ({@link MessageFault#BAD_ROOT}), or the result would be
     *     nested too deeply ({@link MessageFault#TOO_DEEP})
     */
    public static RawJson fromStandard(RawJson standard) throws MalformedMessage {
        return new EebusUnfolding(standard).unfold();
    }
}
