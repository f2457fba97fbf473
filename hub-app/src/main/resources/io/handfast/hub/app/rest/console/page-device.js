// SPDX-License-Identifier: Apache-2.0
// One device explains itself: what is the matter, how far it got, what went wrong, what comes next.
import { ask } from './api.js';
import { actions, diagnosed, nextAttempt, now, skiOf, standing } from './device.js';
import { h } from './dom.js';
import { clock, nameOf, short } from './format.js';
import { empty, Part, row, section } from './parts.js';
import { deviceOf, store } from './store.js';
import { t } from './texts.js';

const MOST_FAILURES = 20;
const AFTER_EVENT_MS = 300;
/** The beginnings of stages, in the order of t.explain.steps. */
const STEPS = [['seen'], ['tcp'], ['tls'], ['websocket', 'ship.cmi'], ['ship.hello'], ['ship.protocol'], ['ship.pin'],
  ['ship.access', 'ship.approved'], ['established', 'ship.complete']];

const stepOf = stage => STEPS.findIndex(step => step.some(begin => stage.startsWith(begin)));

class Device extends Part {
  static observedAttributes = ['ski'];
  #trace = null;
  #timer = 0;

  connectedCallback() {
    this.#read();
    this.draw();
  }

  attributeChangedCallback() {
    this.#trace = null;
    if (this.isConnected) {
      this.connectedCallback();
    }
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** Something has happened: to this device perhaps. */
  heard(event) {
    if (event && event.ski === this.getAttribute('ski')) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#read(), AFTER_EVENT_MS);
    }
  }

  async #read() {
    const ski = this.getAttribute('ski');
    if (store.hub && !deviceOf(ski)) {
      return; // forgotten, or it has left
    }
    try {
      const trace = await ask('GET', `devices/${ski}/trace`);
      if (ski === this.getAttribute('ski')) {
        this.#trace = trace;
      }
    } catch {
      // The store notices as well when the hub does not answer, or does not know the device.
    }
    if (this.isConnected) {
      this.draw();
    }
  }

  view() {
    const ski = this.getAttribute('ski');
    const device = deviceOf(ski);
    const back = h('p', { class: 'back' }, h('a', { href: '#/devices' }, '‹ ', t.explain.back));
    if (!device) {
      return [back, h('h1', { tabindex: -1 }, t.device.nameless(ski.slice(0, 8))),
        h('p', { class: 'empty' }, store.hub ? t.explain.gone : t.loading)];
    }
    return [
      back,
      h('div', { class: 'head', key: 'head' }, h('h1', { tabindex: -1 }, nameOf(device)), standing(device)),
      matter(device),
      way(device),
      failures(this.#trace),
      handshake(this.#trace),
      facts(device),
      latest(this.#trace),
    ];
  }
}

function matter(device) {
  const attempt = nextAttempt(device);
  return section('matter', t.explain.matter,
    h('dl', null,
      row(t.devices.now, now(device)),
      attempt ? row(t.devices.nextAttempt, attempt) : row(t.devices.next, diagnosed(device, 'next')),
      row(t.devices.toDo, diagnosed(device, 'to do'), 'todo'),
      row(t.devices.lastFailure, diagnosed(device, 'last failure'))),
    actions(device, true));
}

function way(device) {
  const here = stepOf(device.stage);
  const broken = device.stage === 'seen' && device.lastFailure ? stepOf(device.lastFailure.stage) : -1;
  return section('way', t.explain.way,
    h('ol', { class: 'way' }, STEPS.map((_, index) => {
      const passed = index < Math.max(here, broken) ? 'done' : 'ahead';
      const kind = index === broken ? 'failed' : index === here ? 'current' : passed;
      const words = { failed: t.explain.failedHere, current: t.explain.current, done: t.explain.done }[kind];
      return h('li', { key: index, class: kind, 'aria-current': index === here ? 'step' : null },
        h('span', { class: 'step' }, t.explain.steps[index]),
        h('span', { class: 'about' }, t.explain.stepsDetail[index]),
        words && h('span', { class: 'state' }, words));
    })));
}

/** The newest first; the same again and again is one with a number. */
function failuresOf(trace) {
  const groups = [];
  for (const event of (trace?.events ?? []).filter(each => each.code).slice(-MOST_FAILURES)) {
    const last = groups.at(-1);
    if (last && ['code', 'stage', 'expected', 'got'].every(member => last.latest[member] === event[member])) {
      Object.assign(last, { latest: event, count: last.count + 1 });
    } else {
      groups.push({ first: event, latest: event, count: 1 });
    }
  }
  return groups.reverse();
}

function failures(trace) {
  const failed = failuresOf(trace);
  return section('failures', t.explain.failures,
    !trace && h('p', { key: 'loading' }, t.loading),
    trace && failed.length === 0 && empty(t.explain.noFailures),
    failed.length > 0 && h('ul', { class: 'log', key: 'list', 'aria-label': t.explain.failures }, failed.map(failure)));
}

function failure({ first, latest, count }, index) {
  return h('li', { class: 'bad', key: `${first.at} ${index}` },
    h('div', { class: 'when' }, h('time', { datetime: latest.at }, clock(latest.at)), ' ', h('code', null, latest.code),
      count > 1 && ` ${t.explain.times(count, clock(first.at))}`),
    h('p', null, [latest.stage, t.explain.blame[latest.blame]].filter(Boolean).join(' · ')),
    h('dl', null,
      row(t.explain.expected, latest.expected),
      row(t.explain.got, latest.got),
      row(t.explain.hint, latest.hint)));
}

function handshake(trace) {
  const last = trace?.handshake;
  return section('handshake', t.explain.handshake,
    trace && !last && empty(t.explain.noHandshake),
    last && h('p', { key: 'total' }, t.explain.total(short(last.totalMicros), last.role)),
    last && h('div', { class: 'scrolls', key: 'table', tabindex: 0, role: 'region', 'aria-label': t.explain.phases },
      h('table', null,
        h('thead', null, h('tr', null,
          h('th', { scope: 'col' }, t.explain.phase),
          h('th', { scope: 'col', class: 'number' }, t.explain.took),
          h('td', null))),
        h('tbody', null, last.phases.map((phase, index) => h('tr', { key: index },
          h('th', { scope: 'row' }, phase.phase),
          h('td', { class: 'number' }, short(phase.tookMicros)),
          h('td', { class: 'bar' }, bar(phase, last.totalMicros))))))));
}

/** When it was and how long it took, as a part of the whole; the numbers stand beside it. */
function bar(phase, total) {
  const part = micros => (100 * micros / Math.max(1, total));
  return h('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('rect', {
      x: part(phase.atMicros).toFixed(2), width: Math.max(0.8, part(phase.tookMicros)).toFixed(2), y: 0, height: 8,
    }));
}

function facts(device) {
  return section('facts', t.explain.facts,
    h('dl', null,
      row(t.device.ski, skiOf(device)),
      row(t.device.shipId, device.shipId ?? t.unknown),
      row(t.device.brand, device.brand !== nameOf(device) && device.brand),
      row(t.device.model, device.model),
      row(t.device.type, device.type),
      row(t.device.addresses, device.addresses.join(', ') || t.unknown),
      row(t.device.role, device.role && t.device.roles[device.role]),
      row(t.device.fingerprint, device.fingerprint && h('span', { class: 'digits' }, device.fingerprint)),
      row(t.device.pinDemanded, device.pinDemanded && t.yes)));
}

function latest(trace) {
  const events = (trace?.events ?? []).toReversed();
  return section('latest', t.explain.events,
    trace && events.length === 0 && empty(t.explain.noEvents),
    events.length > 0 && h('ul', { class: 'log compact', key: 'list', 'aria-label': t.explain.events },
      events.map((event, index) => h('li', { key: `${event.at} ${index}`, class: event.code ? 'bad' : '' },
        h('div', { class: 'when' }, h('time', { datetime: event.at }, clock(event.at)), ' ',
          h('strong', null, t.kinds[event.event] ?? event.event)),
        h('p', null, event.text)))));
}

customElements.define('hf-device', Device);
