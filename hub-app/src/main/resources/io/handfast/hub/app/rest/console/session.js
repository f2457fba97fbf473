// SPDX-License-Identifier: Apache-2.0
// Signing in: the token is shown to the hub once, which gives a cookie that no script can read. All that is kept here
// is when that ends, so that nobody is asked in vain.
import { ask } from './api.js';

const KEY = 'handfast.session-ends';
let ended = () => {};

/** Takes the token out of the address, at once: it must not stay in the address bar. Returns '' when there is none. */
export function takeToken() {
  const found = /^#token=([\w-]{1,256})$/.exec(location.hash);
  if (location.hash.startsWith('#token=')) {
    history.replaceState(null, '', location.pathname);
  }
  return found?.[1] ?? '';
}

export async function signIn(token) {
  const { expiresAt } = await ask('POST', 'session', { token });
  localStorage.setItem(KEY, expiresAt);
}

/** When the session of this browser ends, as far as it knows; null when there is none. */
export function sessionEnds() {
  const until = localStorage.getItem(KEY);
  return until && new Date(until) > new Date() ? until : null;
}

export function forgetSession() {
  localStorage.removeItem(KEY);
}

/** Who is told when the user signs out. */
export function whenSignedOut(told) {
  ended = told;
}

export async function signOut() {
  try {
    await ask('DELETE', 'session');
  } finally {
    forgetSession();
    ended();
  }
}
