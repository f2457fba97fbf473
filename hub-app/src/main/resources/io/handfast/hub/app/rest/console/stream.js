// SPDX-License-Identifier: Apache-2.0
// Events as they come. Read with fetch rather than EventSource: that one hides why it was refused, gives up for good in
// some browsers when the hub is away for a moment, and does not notice a line that has died.
import { open, Problem } from './api.js';

const SILENCE_MS = 30000; // the hub gives a sign of life every ten seconds
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15000;
const LONGEST_EVENT = 256 * 1024;

/** Listens until it is closed; comes back by itself and hears what it has missed. */
export class Stream {
  #listener;
  /** The id of the latest event. */
  lastSeen;
  #abort = new AbortController();
  #closed = false;
  #wake = () => {};

  /** `listener` has event(data), live(kind), away(), refused(problem); `lastSeen` is where it left off. */
  constructor(listener, lastSeen = '') {
    this.#listener = listener;
    this.lastSeen = lastSeen;
  }

  async run() {
    let pause = FIRST_PAUSE_MS;
    while (!this.#closed) {
      const begin = performance.now();
      try {
        await this.#listen();
      } catch (error) {
        if (error instanceof Problem && error.status === 401) {
          this.#closed = true;
          this.#listener.refused(error);
        }
      }
      if (this.#closed) {
        return;
      }
      this.#listener.away();
      pause = performance.now() - begin > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : pause;
      await this.#sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  /** Tries again at once. */
  hurry() {
    this.#wake();
  }

  close() {
    this.#closed = true;
    this.#abort.abort();
    this.#wake();
  }

  #sleep(milliseconds) {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #listen() {
    const abort = new AbortController();
    this.#abort = abort;
    const headers = this.lastSeen ? { 'Last-Event-ID': this.lastSeen } : {};
    let silence = setTimeout(() => abort.abort(), SILENCE_MS);
    try {
      const response = await open('GET', 'events', { headers, signal: abort.signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE_MS);
        rest = this.#take(rest + part.value);
        if (rest.length > LONGEST_EVENT) {
          throw new Error('an event without an end');
        }
      }
    } finally {
      clearTimeout(silence);
      abort.abort();
    }
  }

  /** Tells whole events; returns what is left. */
  #take(text) {
    const blocks = text.split('\n\n');
    const rest = blocks.pop();
    for (const block of blocks) {
      this.#tell(block);
    }
    return rest;
  }

  #tell(block) {
    let kind = '';
    let data = '';
    for (const line of block.split('\n')) {
      const colon = line.indexOf(': ');
      const field = line.slice(0, colon);
      const value = line.slice(colon + 2);
      if (field === 'id') {
        this.lastSeen = value;
      } else if (field === 'event') {
        kind = value;
      } else if (field === 'data') {
        data += value;
      }
    }
    if (kind === 'hello' || kind === 'reset') {
      this.#listener.live(kind);
    } else if (data) {
      this.#listener.event(JSON.parse(data));
    }
  }
}
