// SPDX-License-Identifier: Apache-2.0
// Who wants in, who we are, and whom we could invite.
import { ask } from './api.js';
import { bare, byName, enterPin, refuse, skiToCompare, trust } from './device.js';
import { question } from './dialogs.js';
import { h } from './dom.js';
import { groups, kinds, nameOf } from './format.js';
import { act } from './notices.js';
import { button, buttons, empty, Part, row, section, sign } from './parts.js';
import { store } from './store.js';
import { t } from './texts.js';

class Pairing extends Part {
  #wrong = '';

  connectedCallback() {
    this.draw();
  }

  view() {
    return [
      h('h1', { tabindex: -1 }, t.pages.pairing),
      !store.hub && h('p', { class: 'lead', key: 'loading' }, t.loading),
      store.hub && [
        waiting(),
        pins(),
        h('div', { class: 'columns', key: 'columns' },
          h('div', null, own(), codes(), everybody()),
          h('div', null, seen(), this.#bySki())),
      ],
    ];
  }

  #bySki() {
    return section('by-ski', t.pairing.bySki,
      h('p', null, t.pairing.bySkiText),
      h('form', { novalidate: true, onsubmit: event => this.#pair(event) },
        h('label', { for: 'ski' }, t.pairing.skiLabel),
        h('input', {
          id: 'ski', name: 'ski', type: 'text', class: 'digits', maxlength: 64,
          autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
          'aria-describedby': 'ski-help ski-wrong', 'aria-invalid': this.#wrong ? 'true' : null,
        }),
        h('p', { class: 'help', id: 'ski-help' }, t.pairing.skiHelp),
        h('p', { class: 'wrong', id: 'ski-wrong', role: 'alert' }, this.#wrong),
        buttons(h('button', { type: 'submit' }, t.pairing.pair))));
  }

  async #pair(event) {
    event.preventDefault();
    const input = event.target.elements.ski;
    const ski = bare(input.value);
    const isSki = /^[0-9a-f]{40}$/.test(ski);
    this.#wrong = isSki ? '' : t.pairing.skiWrong(ski.length);
    this.draw();
    if (!isSki) {
      input.focus();
      return;
    }
    const seenOne = store.discovered.find(device => device.ski === ski);
    const stand = store.pending.some(device => device.ski === ski) ? 'pending' : 'unknown';
    if (await trust(seenOne ?? { ski }, stand)) {
      input.value = '';
    }
  }
}

const claimed = waits => ({ ...(waits.claims ?? {}), ski: waits.ski });

// ---- who wants in

function waiting() {
  const none = store.pending.length === 0;
  return section('waiting', t.pairing.waiting,
    none && empty(t.pairing.nobody),
    !none && h('p', { class: 'lead', key: 'compare' }, t.pairing.compare),
    !none && h('ul', { class: 'cards wide', key: 'cards', 'aria-label': t.pairing.waiting },
      store.pending.map(pendingCard)));
}

function pendingCard(waits) {
  const device = claimed(waits);
  const address = device.addresses ?? store.devices.find(each => each.ski === waits.ski)?.addresses ?? [];
  return h('li', { key: waits.ski, class: 'card ask', 'data-ski': waits.ski },
    h('div', { class: 'head' },
      h('h3', null, nameOf(device)),
      h('span', { class: 'left' }, h('span', { class: 'caption' }, t.pairing.timeLeft), ' ',
        h('hf-countdown', { at: store.readAt + waits.timeLeftMs }))),
    skiToCompare(device),
    h('dl', null,
      row(t.device.brand, device.brand),
      row(t.device.model, device.model),
      row(t.device.type, device.type),
      row(t.device.serial, device.serial),
      row(t.device.shipId, device.shipId),
      row(t.device.addresses, address.join(', '))),
    waits.knocks > 1 && h('p', { class: 'about', key: 'knocks' }, t.pairing.knocks(waits.knocks)),
    buttons(
      button(t.pairing.approve, 'primary', () => trust(device, 'pending'), t.pairing.approveOf(nameOf(device))),
      button(t.pairing.refuse, 'danger quiet', () => refuse(device), t.pairing.refuseOf(nameOf(device)))));
}

function pins() {
  const wanting = store.devices.filter(device => device.trusted && device.pinWish);
  return wanting.length > 0 && section('pins', t.pairing.pins,
    h('ul', { class: 'cards', 'aria-label': t.pairing.pins }, wanting.map(pinCard)));
}

function pinCard(device) {
  return h('li', { key: device.ski, class: 'card ask', 'data-ski': device.ski },
    h('h3', null, nameOf(device)),
    h('p', null, device.pinWish.refused ? t.devices.pinAgain : t.devices.pinHelp),
    buttons(button(t.devices.enterPin, 'primary', () => enterPin(device), `${t.devices.enterPin}: ${nameOf(device)}`)));
}

// ---- who we are

function own() {
  return section('own', t.pairing.own,
    h('p', null, t.pairing.ownText),
    h('div', { class: 'own' },
      h('img', { class: 'qr', src: '/api/v1/hub/qr.svg', alt: t.pairing.qrAlt, width: 200, height: 200 }),
      h('dl', null,
        row(t.device.ski, h('hf-copied', { value: store.hub.ski, what: t.device.ski })),
        row(t.device.shipId, h('hf-copied', { value: store.hub.shipId, plain: true, what: t.device.shipId })))));
}

function codes() {
  return section('codes', t.pairing.codes,
    h('p', null, t.pairing.codesText),
    buttons(h('a', { class: 'button', href: '#/codes' }, t.pairing.codesOpen)));
}

function everybody() {
  const { open, always, timeLeftMs, accepted } = store.hub.autoAccept;
  return section('auto', t.pairing.auto,
    always && h('p', { class: 'warning', key: 'always' }, t.pairing.autoAlways),
    open && [
      h('p', { class: 'warning', key: 'left' }, t.pairing.autoLeft, ' ',
        h('strong', null, h('hf-countdown', { at: store.readAt + timeLeftMs }))),
      h('p', { key: 'accepted' }, t.pairing.autoAccepted(accepted.length)),
      buttons(button(t.pairing.autoStop, 'danger', close)),
    ],
    !open && !always && [
      h('p', { key: 'text' }, t.pairing.autoText),
      buttons(button(t.pairing.autoStart, '', openWindow)),
    ]);
}

async function openWindow() {
  const yes = await question({
    title: t.pairing.autoTitle, parts: [h('p', null, t.pairing.autoText)], yes: t.pairing.autoStart, danger: true,
  });
  if (yes !== null) {
    await act('auto-accept', () => ask('POST', 'auto-accept', {}), t.pairing.autoOpened);
  }
}

const close = () => act('auto-accept', () => ask('DELETE', 'auto-accept'), t.pairing.autoClosed);

// ---- whom we could invite

function seen() {
  const devices = store.discovered.filter(device => device.ski !== store.hub.ski);
  return section('seen', t.pairing.seen,
    devices.length === 0 && empty(store.discovery ? t.pairing.seenNobody : t.pairing.seenOff),
    devices.length > 0 && h('ul', { class: 'rows', key: 'rows', 'aria-label': t.pairing.seen },
      devices.toSorted(byName).map(seenRow)));
}

function seenRow(device) {
  const about = [device.type, kinds(device.categories), device.addresses[0]].filter(Boolean).join(' · ');
  const stand = store.pending.some(each => each.ski === device.ski) ? 'pending' : 'unknown';
  return h('li', { key: device.ski, 'data-ski': device.ski },
    h('div', null,
      h('strong', null, nameOf(device)),
      h('p', { class: 'about' }, about),
      h('p', { class: 'digits fine' }, groups(device.ski)),
      device.acceptsAnybody && h('p', { class: 'about' }, t.pairing.acceptsAnybody)),
    device.trusted
      ? sign('good', t.pairing.isTrusted)
      : button(t.pairing.pair, '', () => trust(device, stand), t.pairing.pairOf(nameOf(device))));
}

customElements.define('hf-pairing', Pairing);
