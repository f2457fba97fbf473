// SPDX-License-Identifier: Apache-2.0
// Questions to the hub. An answer that is a problem document becomes a Problem, no answer becomes Unreachable.
import { t } from './texts.js';

const PATIENCE_MS = 15000;

/** The hub has understood, and says no: RFC 9457. */
export class Problem extends Error {
  constructor(status, said) {
    super(said.title ?? String(status));
    this.status = status;
    this.said = said;
    this.code = said.code ?? '';
  }
}

/** The hub did not answer. */
class Unreachable extends Error {}

async function problemOf(response) {
  try {
    return new Problem(response.status, await response.json());
  } catch {
    return new Problem(response.status, {});
  }
}

/** A request whose answer is read by somebody else. */
export async function open(method, path, options) {
  let response;
  try {
    response = await fetch('/api/v1/' + path, { method, credentials: 'same-origin', cache: 'no-store', ...options });
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

/** Asks, and returns what the answer says; null when it says nothing. */
export async function ask(method, path, body) {
  const options = { signal: AbortSignal.timeout(PATIENCE_MS) };
  if (body !== undefined) {
    options.headers = { 'Content-Type': 'application/json' };
    options.body = JSON.stringify(body);
  }
  const response = await open(method, path, options);
  try {
    return response.status === 204 ? null : await response.json();
  } catch (cause) {
    throw new Unreachable('half an answer', { cause });
  }
}

let paths = null;

/** Whether this hub has such a path: consoles and hubs may be of different age, and parts of a hub may be left out. */
export async function offers(path) {
  paths ??= new Set(Object.keys((await ask('GET', 'openapi.json')).paths));
  return paths.has('/api/v1/' + path);
}

/** What went wrong and what to do, as a sentence for people. */
export function sentence(error) {
  if (error instanceof Unreachable) {
    return t.problems.unreachable;
  }
  if (!(error instanceof Problem)) {
    return t.problems.bug(error.message);
  }
  const known = t.problems[error.code];
  if (known) {
    return typeof known === 'function' ? known(error.said) : known;
  }
  const { title, detail, hint } = error.said;
  return title ? t.problems.other(title, detail, hint) : t.problems.status(error.status);
}
