/** How nodes become known: service records of DNS-SD, QR texts. */
@NullMarked
package io.handfast.ship.hub.discovery;

import org.jspecify.annotations.NullMarked;
