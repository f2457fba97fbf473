// SPDX-License-Identifier: Apache-2.0
// What has just been done or has gone wrong, and what is read aloud.
import { sentence } from './api.js';
import { h, show } from './dom.js';
import { button } from './parts.js';
import { refresh } from './store.js';
import { t } from './texts.js';

const SHOWN_MS = 8000;
const MOST = 3;
let notices = [];
let number = 0;
const busy = new Set();

/** Where notices appear. Errors stay until they are closed. */
class Notices extends HTMLElement {
  connectedCallback() {
    this.setAttribute('role', 'status');
    this.setAttribute('aria-label', t.notices);
    this.draw();
  }

  draw() {
    show(this, notices.map(notice => h('div', {
      key: notice.number, class: `notice ${notice.tone}`, role: notice.tone === 'bad' ? 'alert' : null,
    }, h('p', null, notice.text), button(t.close, 'small quiet', () => remove(notice)))));
  }
}

/** Read aloud by screen readers, seen by nobody. */
class Announcer extends HTMLElement {
  connectedCallback() {
    this.setAttribute('aria-live', 'polite');
    this.className = 'unseen';
  }

  say(text) {
    this.textContent = text;
  }
}

customElements.define('hf-notices', Notices);
customElements.define('hf-announcer', Announcer);

const draw = () => document.querySelector('hf-notices')?.draw();

function remove(notice) {
  notices = notices.filter(each => each !== notice);
  draw();
}

function add(tone, text) {
  const notice = { number: ++number, tone, text };
  notices = [...notices.filter(each => each.text !== text), notice].slice(-MOST);
  draw();
  return notice;
}

export function done(text) {
  const notice = add('good', text);
  setTimeout(() => remove(notice), SHOWN_MS);
}

export function failed(error) {
  add('bad', sentence(error));
}

export function announce(text) {
  document.querySelector('hf-announcer')?.say(text);
}

export function clearNotices() {
  notices = [];
  draw();
}

/** Does something once at a time, tells how it went, and looks at everything again. Returns whether it went well. */
export async function act(key, deed, text) {
  if (busy.has(key)) {
    return false;
  }
  busy.add(key);
  try {
    const answer = await deed();
    const said = typeof text === 'function' ? text(answer) : text;
    if (said) {
      done(said);
    }
    return true;
  } catch (error) {
    failed(error);
    return false;
  } finally {
    busy.delete(key);
    refresh();
  }
}
