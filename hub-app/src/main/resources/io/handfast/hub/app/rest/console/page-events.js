// SPDX-License-Identifier: Apache-2.0
// What happens, as it happens. The list is bounded: a tab may stay open for weeks.
import { h } from './dom.js';
import { clock, nameOf } from './format.js';
import { button, empty, Part } from './parts.js';
import { clearEvents, deviceOf, KEPT_EVENTS, store } from './store.js';
import { t } from './texts.js';

const TROUBLE = new Set(
  ['failed', 'refused', 'warning', 'pin-wanted', 'disconnected', 'disappeared', 'double', 'queued']);
const TONES = { connected: 'good', trusted: 'good', pending: 'ask', 'pin-wanted': 'ask', warning: 'bad' };
const FILTERS = {
  usual: event => event.event !== 'state',
  trouble: event => Boolean(event.code) || TROUBLE.has(event.event),
  all: () => true,
};
const numbers = new WeakMap();
let lastNumber = 0;

/** The same event has the same key each time it is drawn. */
function keyOf(event) {
  if (!numbers.has(event)) {
    numbers.set(event, ++lastNumber);
  }
  return numbers.get(event);
}

class Events extends Part {
  #filter = 'usual';

  connectedCallback() {
    this.draw();
  }

  view() {
    const events = store.events.filter(FILTERS[this.#filter]);
    return [
      h('h1', { tabindex: -1 }, t.events.heading),
      h('p', { class: 'lead' },
        t.events.since(clock(store.eventsSince ?? new Date())), ' ', t.events.bounded(KEPT_EVENTS)),
      h('div', { class: 'tools' },
        h('label', { for: 'filter' }, t.events.only),
        h('select', { id: 'filter', onchange: event => this.#choose(event.target.value) },
          Object.keys(FILTERS).map(name => h('option', { value: name }, t.events[name]))),
        button(t.events.clear, '', clearEvents)),
      store.missed && h('p', { class: 'warning', key: 'missed' }, t.events.missed),
      events.length === 0 && empty(t.events.none),
      h('ul', { class: 'log', key: 'list', 'aria-label': t.events.list }, events.map(entry)),
    ];
  }

  #choose(filter) {
    this.#filter = filter;
    this.draw();
  }
}

function entry(event) {
  const name = event.name || (event.ski ? nameOf(deviceOf(event.ski) ?? { ski: event.ski }) : '');
  const tone = event.code ? 'bad' : TONES[event.event] ?? '';
  return h('li', { key: keyOf(event), class: tone },
    h('div', { class: 'when' }, h('time', { datetime: event.at }, clock(event.at)), ' ',
      h('strong', null, t.kinds[event.event] ?? event.event),
      name && [' ', h('a', { href: `#/device/${event.ski}` }, name)]),
    event.text && h('p', null, event.text),
    event.code && h('p', null, h('code', null, event.code), event.hint && ` ${t.devices.toDo}: ${event.hint}`));
}

customElements.define('hf-events', Events);
