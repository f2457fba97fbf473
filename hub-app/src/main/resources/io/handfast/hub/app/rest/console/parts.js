// SPDX-License-Identifier: Apache-2.0
// What several pages consist of. Elements with a clock look after themselves.
import { h, show } from './dom.js';
import { countdown, duration, groups } from './format.js';
import { t } from './texts.js';

const clocks = new Set();
setInterval(() => document.hidden || clocks.forEach(element => element.tick()), 1000);

/** Something that shows how far away a moment of performance.now() is; the moment is its attribute `at`. */
class Clock extends HTMLElement {
  static observedAttributes = ['at'];

  connectedCallback() {
    clocks.add(this);
    this.tick();
  }

  disconnectedCallback() {
    clocks.delete(this);
  }

  attributeChangedCallback() {
    this.tick();
  }

  tick() {
    const text = this.words(Number(this.getAttribute('at')) - performance.now());
    if (this.textContent !== text) {
      this.textContent = text;
    }
  }
}

/** Runs down to 0:00. */
class Countdown extends Clock {
  words(left) {
    return countdown(left);
  }
}

/** How long ago something was. */
class Lasting extends Clock {
  words(left) {
    return duration(-left);
  }
}

/** An SKI, or another text to be typed elsewhere, with a button that copies it. */
class Copied extends HTMLElement {
  static observedAttributes = ['value'];

  connectedCallback() {
    this.draw();
  }

  attributeChangedCallback() {
    this.draw();
  }

  draw() {
    const value = this.getAttribute('value') ?? '';
    const text = document.createElement('span');
    text.className = 'digits';
    text.textContent = this.hasAttribute('plain') ? value : groups(value);
    this.replaceChildren(text);
    if (navigator.clipboard && value) { // browsers offer it on this machine or with TLS only
      this.append(' ', copyButton(value, this.getAttribute('what') ?? ''));
    }
  }
}

function copyButton(value, what) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small quiet';
  button.textContent = t.copy;
  button.setAttribute('aria-label', `${t.copy} ${what}`.trim());
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(value);
      button.textContent = t.copied;
      setTimeout(() => (button.textContent = t.copy), 2000);
    } catch {
      button.remove(); // forbidden here: it can be selected by hand
    }
  };
  return button;
}

/** A page or another part that is drawn anew when something changes. */
export class Part extends HTMLElement {
  draw() {
    show(this, this.view());
  }
}

// ---- pieces

/** A part of a page with its heading. */
export const section = (id, heading, ...content) =>
  h('section', { key: id, id, 'aria-labelledby': `${id}-heading` }, h('h2', { id: `${id}-heading` }, heading), content);

/** A word and what there is to say about it; nothing when there is nothing. */
export const row = (term, said, kind = '') =>
  (said || said === 0) && h('div', { key: term, class: kind }, h('dt', null, term), h('dd', null, said));

/** A button; `whose` tells it from others of the same word for those who do not see where it stands. */
export const button = (word, kind, onclick, whose = '') =>
  h('button', { type: 'button', class: kind, key: word, 'aria-label': whose || null, onclick }, word);

export const buttons = (...content) => h('div', { class: 'buttons', key: 'buttons' }, content);

export const empty = text => h('p', { class: 'empty', key: 'empty' }, text);

const MARKS = { good: '✓', ask: '?', wait: '…', bad: '!', idle: '–' };

/** How something stands: a colour, a mark and a word, for one of them is not seen by everybody. */
export const sign = (tone, word) => h('span', { class: `sign ${tone}`, key: 'sign' },
  h('span', { 'aria-hidden': 'true', class: 'mark' }, MARKS[tone]), word);

customElements.define('hf-countdown', Countdown);
customElements.define('hf-lasting', Lasting);
customElements.define('hf-copied', Copied);
