// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

/** What a request is answered with: all at once, or for as long as somebody listens. */
sealed interface Reply permits Answer, EventStream {}
