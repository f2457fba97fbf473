// SPDX-License-Identifier: Apache-2.0
// The hub itself: who it is, how it is, what it allows.
import { ask, offers } from './api.js';
import { h } from './dom.js';
import { clock, nameOf } from './format.js';
import { act, failed } from './notices.js';
import { button, buttons, empty, Part, row, section, sign } from './parts.js';
import { store } from './store.js';
import { sessionEnds, signOut } from './session.js';
import { t } from './texts.js';

const MOST = 100000;
const HEALTH_MS = 30000;

class Hub extends Part {
  #unused = null;
  #wrong = '';
  #health = null;
  #timer = 0;

  connectedCallback() {
    this.draw();
    this.#examine();
    this.#timer = setInterval(() => document.hidden || this.#examine(), HEALTH_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  async #examine() {
    try {
      this.#health = await offers('health') ? await ask('GET', 'health') : null;
      this.draw();
    } catch {
      // The store notices as well when the hub does not answer.
    }
  }

  view() {
    const hub = store.hub;
    return [
      h('h1', { tabindex: -1 }, t.pages.hub),
      !hub && h('p', { class: 'lead', key: 'loading' }, t.loading),
      hub && [
        warnings(hub, this.#health),
        h('div', { class: 'columns', key: 'columns' },
          h('div', null, identity(hub), running(hub), health(this.#health), this.#session()),
          h('div', null, this.#limits(hub), configuration(), this.#unusedDevices(), backup())),
      ],
    ];
  }

  #limits({ limits }) {
    const number = (id, label, value, least) => h('div', { class: 'field' },
      h('label', { for: id }, label),
      h('input', {
        id, name: id, type: 'number', inputmode: 'numeric', min: least, max: MOST, step: 1, value,
        'aria-describedby': 'limits-wrong',
      }));
    return section('limits', t.hub.limits,
      h('p', null, t.hub.taken(limits.placesTaken, limits.maxConnections), '. ',
        limits.queue.length > 0 && t.hub.queue(limits.queue.length)),
      h('form', { novalidate: true, onsubmit: event => this.#set(event) },
        number('maxConnections', t.hub.maxConnections, limits.maxConnections, 1),
        number('maxUnknown', t.hub.maxUnknown, limits.maxUnknown, 0),
        h('p', { class: 'help' }, t.hub.limitsText),
        h('p', { class: 'wrong', id: 'limits-wrong', role: 'alert' }, this.#wrong),
        buttons(h('button', { type: 'submit' }, t.hub.set))));
  }

  async #set(event) {
    event.preventDefault();
    const { maxConnections, maxUnknown } = event.target.elements;
    const right = [[maxConnections, 1], [maxUnknown, 0]].every(([field, least]) =>
      Number.isInteger(field.valueAsNumber) && field.valueAsNumber >= least && field.valueAsNumber <= MOST);
    this.#wrong = right ? '' : t.hub.limitsWrong;
    this.draw();
    if (right) {
      const body = { maxConnections: maxConnections.valueAsNumber, maxUnknown: maxUnknown.valueAsNumber };
      await act('limits', () => ask('PUT', 'limits', body), t.hub.limitsSet);
    }
  }

  #unusedDevices() {
    return section('unused', t.hub.unused,
      h('p', null, t.hub.unusedText),
      this.#unused?.length === 0 && empty(t.hub.unusedNone),
      this.#unused?.length > 0 && h('ul', { class: 'rows', key: 'rows' }, this.#unused.map(device =>
        h('li', { key: device.ski }, h('a', { href: `#/device/${device.ski}` }, nameOf(device))))),
      buttons(button(t.hub.unusedShow, '', () => this.#look())));
  }

  async #look() {
    try {
      this.#unused = (await ask('GET', 'unused')).devices;
    } catch (error) {
      failed(error);
    }
    this.draw();
  }

  #session() {
    const until = sessionEnds();
    return section('session', t.hub.session,
      until && h('p', null, t.signIn.until(clock(until))),
      buttons(button(t.signIn.out, '', signOut)));
  }
}

const plain = (value, what) => h('hf-copied', { value, plain: true, what });

function warnings(hub, examined) {
  const all = [...hub.warnings, ...(examined?.warnings ?? []).map(warning => warning.text)];
  return all.length > 0 && section('warnings', t.hub.warnings,
    h('ul', null, all.map((warning, index) => h('li', { key: index, class: 'warning' }, warning))));
}

function health(examined) {
  if (!examined) {
    return null;
  }
  const { connections, certificateDaysLeft, filesWritable, status } = examined;
  const well = status === 'well';
  return section('health', t.hub.health,
    h('p', null, well ? sign('good', t.hub.well) : sign('bad', t.hub.notWell)),
    h('dl', null,
      row(t.hub.success, connections?.total > 0 && t.hub.successOf(connections.successPercent, connections.total)),
      row(t.hub.certificate, certificateDaysLeft !== undefined && t.hub.daysLeft(certificateDaysLeft)),
      row(t.hub.files, filesWritable === undefined ? '' : filesWritable ? t.hub.filesGood : t.hub.filesBad)));
}

function identity(hub) {
  return section('identity', t.hub.identity,
    h('dl', null,
      row(t.device.ski, h('hf-copied', { value: hub.ski, what: t.device.ski })),
      row(t.device.shipId, plain(hub.shipId, t.device.shipId)),
      row(t.device.fingerprint, h('span', { class: 'digits' }, hub.fingerprint)),
      row(t.hub.qr, plain(hub.qr, t.hub.qr)),
      row(t.device.brand, hub.brand),
      row(t.device.model, hub.model),
      row(t.device.type, hub.type),
      row(t.device.serial, hub.serial)));
}

function running(hub) {
  return section('running', t.hub.running,
    h('dl', null,
      row(t.hub.version, hub.version),
      row(t.hub.started, clock(hub.startedAt)),
      row(t.hub.uptime, h('hf-lasting', { at: store.readAt - hub.uptimeMs })),
      row(t.hub.port, hub.port),
      row(t.hub.discovery, hub.discovery ? t.hub.on : t.hub.off),
      row(t.hub.counts, t.hub.count(hub.devices))));
}

function configuration() {
  const said = ({ changed, needRestart }) => t.hub.reloaded(changed, needRestart);
  const reload = () => act('reload', () => ask('POST', 'reload'), said);
  return section('configuration', t.hub.configuration,
    h('p', null, t.hub.reloadText),
    buttons(button(t.hub.reload, '', reload)));
}

function backup() {
  return section('backup', t.hub.backup,
    h('p', null, t.hub.backupText),
    h('p', null, h('code', null, t.hub.backupCommand)));
}

customElements.define('hf-hub', Hub);
