// SPDX-License-Identifier: Apache-2.0
/**
 * A hub's log file: what happens, in the words that operators of ship-go's production example search for, or as JSON
 * lines. {@link io.handfast.hub.app.log.HubLog} is the way in; {@code docs/how-to/log-lines.md} lists the lines.
 */
@NullMarked
package io.handfast.hub.app.log;

import org.jspecify.annotations.NullMarked;
