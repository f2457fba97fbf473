// SPDX-License-Identifier: Apache-2.0
// The console: signs in, shows the page that the address names, and keeps it up to date.
import { sentence } from './api.js';
import { closeDialogs } from './dialogs.js';
import { h, show } from './dom.js';
import { nameOf } from './format.js';
import { announce, clearNotices } from './notices.js';
import './page-codes.js';
import './page-device.js';
import './page-devices.js';
import './page-events.js';
import './page-hub.js';
import './page-pairing.js';
import { forgetSession, sessionEnds, signIn, takeToken, whenSignedOut } from './session.js';
import './sign-in.js';
import { deviceOf, hurry, start, stop, store, subscribe, waiting } from './store.js';
import { t } from './texts.js';

const PAGES = ['devices', 'pairing', 'events', 'hub'];
/** Pages that belong to one of these. */
const WITHIN = { device: 'devices', codes: 'pairing' };
const DEVICE = /^#\/device\/([0-9a-f]{40})$/;
/** So long after a change: many that come together are drawn once. */
const DRAW_MS = 40;
const tokenOfTheAddress = takeToken();
document.documentElement.lang = t.language;

class Console extends HTMLElement {
  #unsubscribe = () => {};
  #shown = '';
  #timer = 0;

  connectedCallback() {
    window.addEventListener('hashchange', () => this.#moved());
    whenSignedOut(() => this.#askForToken(''));
    this.#begin(tokenOfTheAddress);
  }

  async #begin(token) {
    let reason = '';
    if (token) {
      try {
        await signIn(token);
      } catch (error) {
        reason = error.status === 401 ? t.signIn.used : sentence(error);
      }
    }
    if (sessionEnds()) {
      this.#run();
    } else {
      this.#askForToken(reason);
    }
  }

  #askForToken(reason) {
    this.#unsubscribe();
    stop();
    closeDialogs();
    clearNotices();
    forgetSession();
    this.#shown = '';
    const page = h('hf-sign-in');
    page.reason = reason;
    page.whenDone = () => this.#run();
    document.title = t.title(t.pages.signIn, 0);
    this.replaceChildren(page);
  }

  #run() {
    this.#unsubscribe();
    this.replaceChildren();
    this.#unsubscribe = subscribe(event => this.#changed(event));
    start(() => this.#askForToken(t.signIn.ended));
    this.#draw();
  }

  #moved() {
    const token = takeToken();
    if (token) {
      this.#unsubscribe();
      stop();
      this.#begin(token);
    } else if (this.#shown) {
      this.#draw();
    }
  }

  #changed(event) {
    const name = event && (event.name || (event.ski && nameOf(deviceOf(event.ski) ?? { ski: event.ski })));
    const said = event && t.announced[event.event];
    if (said) {
      announce(said(name, event));
    }
    this.querySelector('main')?.firstElementChild.heard?.(event);
    this.#timer ||= setTimeout(() => this.#drawAll(), DRAW_MS);
  }

  #drawAll() {
    this.#timer = 0;
    if (this.#shown) {
      this.#draw();
      this.querySelector('main').firstElementChild.draw();
    }
  }

  #draw() {
    const ski = DEVICE.exec(location.hash)?.[1];
    const page = ski ? 'device' : [...PAGES, 'codes'].find(each => location.hash === `#/${each}`) ?? 'devices';
    const shown = ski ?? page;
    show(this, frame(page, ski));
    document.title = t.title(ski ? nameOf(deviceOf(ski) ?? { ski }) : t.pages[page], waiting());
    if (this.#shown && this.#shown !== shown) {
      this.querySelector('h1')?.focus(); // a screen reader begins there, and the keyboard goes on from there
      window.scrollTo(0, 0);
    }
    this.#shown = shown;
  }
}

function frame(page, ski) {
  return [
    h('a', { class: 'skip', href: '#main', onclick: skip }, t.skip),
    h('header', null,
      h('a', { class: 'product', href: '#/devices' }, t.product),
      h('span', { class: 'whose' }, store.hub ? [store.hub.brand, store.hub.model].filter(Boolean).join(' ') : ''),
      h('span', { class: `link ${store.link}` },
        h('span', { class: 'dot', 'aria-hidden': 'true' }), t.link[store.link])),
    h('nav', { 'aria-label': t.navigation }, h('ul', null, PAGES.map(each => tab(each, page)))),
    h('div', { class: 'banner', role: 'alert', key: 'banner' }, banner()),
    h('main', { id: 'main', tabindex: -1 }, h(`hf-${page}`, { key: `${page} ${ski ?? ''}`, ski })),
    h('hf-notices'),
    h('hf-announcer'),
  ];
}

function tab(each, page) {
  const here = each === (WITHIN[page] ?? page);
  const count = each === 'pairing' ? waiting() : 0;
  return h('li', null, h('a', { href: `#/${each}`, 'aria-current': here ? 'page' : null },
    t.pages[each],
    count > 0 && h('span', { class: 'count' },
      h('span', { 'aria-hidden': 'true' }, count), h('span', { class: 'unseen' }, ` ${t.waiting(count)}`))));
}

function banner() {
  if (store.link !== 'away') {
    return store.stopping && h('p', null, t.link.stopping);
  }
  return [
    h('p', null, store.stopping ? t.link.stopping : t.link.gone),
    h('button', { type: 'button', onclick: hurry }, t.link.retry),
  ];
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

customElements.define('hf-console', Console);
