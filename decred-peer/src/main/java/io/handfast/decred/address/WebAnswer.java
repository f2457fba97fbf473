// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

/**
 * What a web server said.
 *
 * @param status 200 when all is well
 * @param body as much of it as was wanted; nothing with another status
 */
record WebAnswer(int status, byte[] body) {}
