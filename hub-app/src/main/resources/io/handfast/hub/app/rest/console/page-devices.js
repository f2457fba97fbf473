// SPDX-License-Identifier: Apache-2.0
// All devices: how each stands, what it waits for, what to do next.
import { actions, byUrgency, condition, diagnosed, nextAttempt, now, standing } from './device.js';
import { h } from './dom.js';
import { nameOf } from './format.js';
import { Part, row } from './parts.js';
import { store } from './store.js';
import { t } from './texts.js';

class Devices extends Part {
  connectedCallback() {
    this.draw();
  }

  view() {
    const trusted = store.devices.filter(device => device.trusted);
    const others = store.devices.filter(device => !device.trusted);
    return [
      h('h1', { tabindex: -1 }, t.pages.devices),
      store.hub
        ? h('p', { class: 'lead' }, t.devices.summary(store.hub.devices.connected, store.hub.devices.trusted))
        : h('p', { class: 'lead' }, t.loading),
      store.hub && !trusted.length && h('div', { class: 'empty', key: 'none' },
        h('p', null, t.devices.none),
        h('p', null, h('a', { class: 'button primary', href: '#/pairing' }, t.devices.noneToDo))),
      trusted.length > 0 && [
        h('h2', { key: 'trusted', class: 'unseen' }, t.devices.trusted),
        cards(trusted, t.devices.trusted),
      ],
      others.length > 0 && [h('h2', { key: 'others' }, t.devices.others), cards(others, t.devices.others)],
    ];
  }
}

const cards = (devices, label) => devices.length > 0
  && h('ul', { class: 'cards', 'aria-label': label, key: label }, devices.toSorted(byUrgency).map(card));

function card(device) {
  const next = diagnosed(device, 'next');
  const toDo = diagnosed(device, 'to do');
  const attempt = nextAttempt(device);
  const product = [device.brand, device.model].filter(Boolean).join(' ');
  const about = [product === nameOf(device) ? '' : product, device.type].filter(Boolean).join(' · ');
  return h('li', { key: device.ski, class: `card ${condition(device)[0]}`, 'data-ski': device.ski },
    h('div', { class: 'head' }, h('h3', null, nameOf(device)), standing(device)),
    about && h('p', { class: 'about' }, about),
    h('dl', null,
      row(t.devices.now, now(device)),
      attempt ? row(t.devices.nextAttempt, attempt) : row(t.devices.next, device.stage !== 'established' && next),
      row(t.devices.toDo, toDo === 'Nothing yet' ? '' : toDo, 'todo'),
      row(t.devices.lastFailure, device.lastFailure && h('code', null, device.lastFailure.code))),
    actions(device, false));
}

customElements.define('hf-devices', Devices);
