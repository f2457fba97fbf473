// SPDX-License-Identifier: Apache-2.0
/**
 * The running hub for programs and people elsewhere: a REST interface with an event stream, and what makes it safe to
 * leave open. {@link io.handfast.hub.app.rest.RestServer} is the way in; {@code openapi.json} beside it says what it
 * answers.
 */
@NullMarked
package io.handfast.hub.app.rest;

import org.jspecify.annotations.NullMarked;
