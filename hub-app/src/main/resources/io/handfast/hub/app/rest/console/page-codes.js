// SPDX-License-Identifier: Apache-2.0
// The pairing service: codes of devices are told here, this hub's own is shown on request. No code is kept: what was
// told leaves the page, and the hub's secret is a picture that no script reads.
import { ask, sentence } from './api.js';
import { forget, standing } from './device.js';
import { question } from './dialogs.js';
import { h } from './dom.js';
import { clock, nameOf } from './format.js';
import { act } from './notices.js';
import { button, buttons, empty, Part, row, section, sign } from './parts.js';
import { deviceOf, store } from './store.js';
import { t } from './texts.js';

/** As the hub takes it. */
const LONGEST_CODE = 4296;
const LONGEST_SHIP_ID = 63;
/** Nobody forgets a secret on a screen for longer. */
const SHOWN_MS = 120000;

/** Codes that are shown have an address each: a browser may show the picture of before otherwise. */
let pictures = 0;

class Codes extends Part {
  #known = null;
  #readAt = 0;
  #reading = false;
  #readAgain = false;
  #wrong = '';
  #shown = null;
  #timer = 0;

  connectedCallback() {
    this.draw();
    this.#read();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** The store has read everything anew: so does this page. */
  heard(event) {
    if (!event) {
      this.#read();
    }
  }

  async #read() {
    this.#readAgain = this.#reading;
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#readAgain = false;
        this.#known = await ask('GET', 'pairing');
        this.#readAt = performance.now();
      } while (this.#readAgain && this.isConnected);
    } catch {
      // The store notices as well when the hub does not answer.
    } finally {
      this.#reading = false;
    }
    if (this.isConnected) {
      this.draw();
    }
  }

  view() {
    const known = this.#known;
    return [
      h('p', { class: 'back', key: 'back' }, h('a', { href: '#/pairing' }, '‹ ', t.pages.pairing)),
      h('h1', { tabindex: -1, key: 'heading' }, t.pages.codes),
      h('p', { class: 'lead', key: 'lead' }, known && store.hub ? t.codes.lead : t.loading),
      known && store.hub && known.role === 'off' && off(),
      known && store.hub && known.role !== 'off' && [
        !known.running && h('p', { class: 'warning', key: 'not-running' }, t.codes.notRunning),
        h('div', { class: 'columns', key: 'columns' },
          h('div', null, this.#tellCode(known), announcing(known, this.#readAt), scanned(known)),
          h('div', null, this.#own(known), controlUnit(known))),
      ],
    ];
  }

  // ---- as a control unit: codes of devices

  #tellCode({ role, running }) {
    return section('tell', t.codes.tell,
      role === 'listener' && empty(t.codes.noAnnouncer),
      role !== 'listener' && running && [
        h('p', { key: 'text' }, t.codes.tellText),
        h('form', { key: 'form', novalidate: true, onsubmit: event => this.#tell(event) },
          h('div', { class: 'field' },
            h('label', { for: 'code' }, t.codes.code),
            h('textarea', {
              id: 'code', name: 'code', class: 'digits', rows: 4, maxlength: LONGEST_CODE,
              autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
              'aria-describedby': 'code-help code-wrong', 'aria-invalid': this.#wrong ? 'true' : null,
            }),
            h('p', { class: 'help', id: 'code-help' }, t.codes.codeHelp)),
          h('div', { class: 'field' },
            h('label', { for: 'ship-id' }, t.codes.shipId),
            h('input', {
              id: 'ship-id', name: 'shipId', type: 'text', maxlength: LONGEST_SHIP_ID,
              autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': 'ship-id-help',
            }),
            h('p', { class: 'help', id: 'ship-id-help' }, t.codes.shipIdHelp)),
          h('p', { class: 'wrong', id: 'code-wrong', role: 'alert' }, this.#wrong),
          buttons(h('button', { type: 'submit', class: 'primary' }, t.codes.submit))),
      ]);
  }

  async #tell(event) {
    event.preventDefault();
    const form = event.target;
    const { code, shipId } = form.elements;
    const body = { qr: code.value.trim() };
    if (shipId.value.trim()) {
      body.shipId = shipId.value.trim();
    }
    this.#wrong = body.qr ? '' : t.codes.noCode;
    let answer = null;
    if (body.qr) {
      const deed = async () => (answer = await this.#told(body));
      await act('announce', deed, said => said && t.codes.told(said));
    }
    this.draw();
    if (answer) {
      form.reset();
    } else if (this.#wrong) {
      code.focus();
    }
  }

  /** What is wrong with a code is said beside it; null then. */
  async #told(body) {
    try {
      return await ask('POST', 'pairing/announcements', body);
    } catch (error) {
      if (error.code !== 'rest.qr') {
        throw error;
      }
      this.#wrong = sentence(error);
      return null;
    }
  }

  // ---- as a device: this hub's code

  #own(known) {
    const { role, running, listening, listensAt, deferred } = known;
    if (role === 'announcer') {
      return section('own-code', t.codes.own, empty(t.codes.noListener));
    }
    return section('own-code', t.codes.own,
      running && h('p', { key: 'state' },
        listening ? sign('good', t.codes.listening) : sign('wait', t.codes.notListening)),
      running && h('p', { key: 'about' }, listening ? t.codes.listeningText
        : listensAt ? t.codes.listensAt(clock(listensAt)) : t.codes.unitIsHere),
      deferred > 0 && h('p', { key: 'deferred' }, t.codes.deferred(deferred)),
      running && [
        h('p', { class: 'warning', key: 'warning', id: 'code-warning' }, t.codes.warning),
        h('div', { id: 'own-picture', key: 'picture' }, this.#shown && [
          h('img', { class: 'qr', src: this.#shown.picture, alt: t.codes.qrAlt, width: 260, height: 260 }),
          h('p', { class: 'about' }, t.codes.hiddenIn, ' ', h('hf-countdown', { at: this.#shown.until })),
        ]),
        h('div', { class: 'buttons', key: 'buttons' },
          h('button', {
            type: 'button', key: 'show', onclick: () => (this.#shown ? this.#hide() : this.#show()),
            'aria-expanded': this.#shown ? 'true' : 'false', 'aria-controls': 'own-picture',
            'aria-describedby': 'code-warning',
          }, this.#shown ? t.codes.hide : t.codes.show),
          button(t.codes.renew, 'danger quiet', () => this.#renew())),
      ]);
  }

  #show() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), SHOWN_MS);
    this.#shown = { picture: `/api/v1/pairing/qr.svg?time=${++pictures}`, until: performance.now() + SHOWN_MS };
    this.draw();
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#shown = null;
    this.draw();
  }

  async #renew() {
    const yes = await question({
      title: t.codes.renewTitle, parts: [h('p', null, t.codes.renewText)], yes: t.codes.renewYes, danger: true,
    });
    if (yes !== null && await act('secret', () => ask('POST', 'pairing/secret'), t.codes.renewed)) {
      this.#hide();
    }
  }
}

// ---- switched off

function off() {
  return section('off', t.codes.off,
    h('p', null, t.codes.offText, ' ', h('code', null, 'pairing_service')),
    h('dl', null, ['listener', 'announcer', 'both'].map(role =>
      h('div', { key: role }, h('dt', null, h('code', null, `"${role}"`)), h('dd', null, t.codes.roles[role])))),
    h('p', null, t.codes.offThen));
}

// ---- devices whose code was told

function announcing(known, readAt) {
  return known.announcing.length > 0 && section('announcing', t.codes.announcing,
    h('ul', { class: 'cards', 'aria-label': t.codes.announcing },
      known.announcing.map(device => announcement(device, readAt))));
}

function announcement(device, readAt) {
  const { shipId, fingerprint, timeLeftMs, waitsFor } = device;
  const withdraw = () =>
    act(fingerprint, () => ask('DELETE', `pairing/announcements/${fingerprint}`), t.codes.withdrawn(shipId));
  return h('li', { key: fingerprint, class: 'card wait' },
    h('div', { class: 'head' },
      h('h3', null, shipId),
      h('span', { class: 'left' }, h('span', { class: 'caption' }, t.pairing.timeLeft), ' ',
        h('hf-countdown', { at: readAt + timeLeftMs }))),
    h('dl', null,
      row(t.codes.waitsFor, capital(waitsFor), 'todo'),
      row(t.device.ski, h('span', { class: 'digits' }, device.ski ?? t.codes.noSki))),
    buttons(button(t.codes.withdraw, '', withdraw, `${t.codes.withdraw}: ${shipId}`)));
}

function scanned(known) {
  return known.role !== 'listener' && section('scanned', t.codes.scanned,
    known.scanned.length === 0 && empty(t.codes.nobodyScanned),
    known.scanned.length > 0 && h('ul', { class: 'rows', key: 'rows', 'aria-label': t.codes.scanned },
      known.scanned.map(device => h('li', { key: device.fingerprint }, paired(device), ways(device, known.running)))));
}

function controlUnit(known) {
  const unit = known.controlUnit;
  return known.role !== 'announcer' && section('control-unit', t.codes.controlUnit,
    !unit && empty(t.codes.noUnit),
    unit && h('ul', { class: 'rows', key: 'rows' },
      h('li', { key: unit.fingerprint }, paired(unit), ways(unit, false))),
    unit && h('p', { class: 'help', key: 'help' }, t.codes.unitText));
}

/** Who it is, as far as that is known. */
function paired({ shipId, ski, fingerprint }) {
  const device = ski && deviceOf(ski);
  return h('div', null,
    device ? h('a', { href: `#/device/${ski}` }, nameOf(device)) : h('strong', null, shipId),
    device && h('p', { class: 'about' }, shipId),
    h('p', { class: 'digits fine' }, `${t.codes.certificate} ${fingerprint.slice(0, 16)}…`),
    device ? standing(device) : sign('idle', ski ? t.codes.notHere : t.codes.notSeen));
}

/** What can be done: one that was seen is forgotten as all others are. */
function ways({ shipId, ski, fingerprint }, running) {
  const device = ski && deviceOf(ski);
  if (device?.trusted) {
    return button(t.devices.forget, 'danger quiet', () => forget(device), `${t.devices.forget}: ${nameOf(device)}`);
  }
  return !ski && running
    && button(t.devices.forget, 'danger quiet', () => unseen(shipId, fingerprint), `${t.devices.forget}: ${shipId}`);
}

async function unseen(shipId, fingerprint) {
  const yes = await question({
    title: t.devices.forgetTitle(shipId), parts: [h('p', null, t.codes.forgetText)], yes: t.devices.forget, danger: true,
  });
  if (yes !== null) {
    await act(fingerprint, () => ask('DELETE', `pairing/expected/${fingerprint}`), t.devices.forgotten(shipId));
  }
}

const capital = text => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('?') ? '' : '.'}`;

customElements.define('hf-codes', Codes);
