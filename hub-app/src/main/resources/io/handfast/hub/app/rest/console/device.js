// SPDX-License-Identifier: Apache-2.0
// How a device stands, and what can be done about it: the same on all pages.
import { ask } from './api.js';
import { h } from './dom.js';
import { nameOf } from './format.js';
import { act } from './notices.js';
import { question } from './dialogs.js';
import { store } from './store.js';
import { t } from './texts.js';

const MARKS = { good: '✓', ask: '?', wait: '…', bad: '!', idle: '–' };
const path = (device, deed) => `devices/${device.ski}/${deed}`;

/** How it stands: a tone and a word of t.conditions. */
export function condition(device) {
  const { stage, state, pinWish } = device;
  if (stage === 'established') {
    return pinWish ? ['ask', 'connectedPin'] : ['good', 'connected'];
  }
  if (state === 'received-pairing-request') {
    return ['ask', 'pending'];
  }
  if (pinWish?.required) {
    return ['ask', 'pin'];
  }
  if (stage === 'ship.hello-ready-listen') {
    return ['wait', 'theirUser'];
  }
  if (device.staysAway) {
    return ['idle', 'away'];
  }
  if (device.waitsForRoom) {
    return ['wait', 'room'];
  }
  if (stage !== 'seen') {
    return ['wait', 'connecting'];
  }
  if (state === 'remote-denied-trust') {
    return ['bad', 'denied'];
  }
  return device.lastFailure ? ['bad', 'failing'] : ['idle', 'idle'];
}

/** The same as a small sign; never by its colour alone. */
export function sign(device) {
  const [tone, word] = condition(device);
  return h('span', { class: `sign ${tone}` }, h('span', { 'aria-hidden': 'true', class: 'mark' }, MARKS[tone]), t.conditions[word]);
}

const URGENCY = ['ask', 'bad', 'wait', 'idle', 'good'];

/** Those that need somebody first. */
export function byUrgency(one, other) {
  const rank = device => URGENCY.indexOf(condition(device)[0]);
  return rank(one) - rank(other) || nameOf(one).localeCompare(nameOf(other), t.language) || one.ski.localeCompare(other.ski);
}

/** What the hub's diagnosis says after one of its words: address, last failure, whose doing, next, to do; '' for nothing. */
export function diagnosed(device, word) {
  const line = device.diagnosis.find(each => each.startsWith(`${word}: `)) ?? '';
  const text = line.slice(word.length + 2);
  return text === 'nothing' ? '' : capital(text);
}

/** The diagnosis' first line without the name. */
export function now(device) {
  const line = device.diagnosis[0] ?? '';
  return capital(line.slice(line.lastIndexOf(': ') + 2));
}

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** The countdown to the next attempt, when there is one. */
export function nextAttempt(device) {
  return device.nextAttemptMs > 0 && device.stage === 'seen'
    ? h('hf-countdown', { at: store.readAt + device.nextAttemptMs })
    : null;
}

export const skiOf = device => h('hf-copied', { value: device.ski, what: `${t.device.ski} ${nameOf(device)}` });

const skiToCompare = device => h('p', { class: 'compare' }, h('span', { class: 'caption' }, t.device.ski), h('hf-copied', { value: device.ski }));
const text = words => h('p', null, words);

// ---- what can be done

export function connect(device) {
  return act(path(device, 'connect'), () => ask('POST', path(device, 'connect')), t.devices.connecting(nameOf(device)));
}

export async function disconnect(device) {
  const name = nameOf(device);
  const yes = await question({
    title: t.devices.disconnectTitle(name), parts: [text(t.devices.disconnectText)], yes: t.devices.disconnect, danger: true,
  });
  return yes !== null
    && act(path(device, 'disconnect'), () => ask('POST', path(device, 'disconnect')), t.devices.disconnected(name));
}

export async function forget(device) {
  const name = nameOf(device);
  const yes = await question({
    title: t.devices.forgetTitle(name), parts: [text(t.devices.forgetText), skiToCompare(device)],
    yes: t.devices.forget, danger: true,
  });
  return yes !== null
    && act(path(device, 'forget'), () => ask('POST', path(device, 'forget'), { expected: 'trusted' }), t.devices.forgotten(name));
}

export async function enterPin(device) {
  const name = nameOf(device);
  const pin = await question({
    title: t.devices.pinTitle(name), yes: t.devices.pinSend, label: t.devices.pinLabel, help: t.devices.pinHelp,
    warning: device.pinWish?.refused ? t.devices.pinAgain : '',
    field: { maxlength: 19, class: 'digits', autofocus: true },
    judge: typed => (/^[0-9a-f]{8,16}$/i.test(bare(typed)) ? '' : t.devices.pinWrong),
  });
  return pin !== null
    && act(path(device, 'pin'), () => ask('PUT', path(device, 'pin'), { pin: bare(pin) }), t.devices.pinSent(name));
}

/** Trusts one that waits (`stand` is pending) or one that will come (unknown). */
export async function trust(device, stand) {
  const suggested = nameOf(device);
  const waits = stand === 'pending';
  const name = await question({
    title: (waits ? t.pairing.approveTitle : t.pairing.pairTitle)(suggested),
    parts: [text(waits ? t.pairing.approveText : t.pairing.pairText), skiToCompare(device)],
    yes: t.pairing.trust, label: t.pairing.nameLabel, field: { maxlength: 64, placeholder: suggested },
  });
  if (name === null) {
    return false;
  }
  const body = name ? { expected: stand, name } : { expected: stand };
  return act(path(device, 'trust'), () => ask('POST', path(device, 'trust'), body), t.pairing.trusted(name || suggested));
}

export async function refuse(device) {
  const name = nameOf(device);
  const yes = await question({
    title: t.pairing.refuseTitle(name), parts: [text(t.pairing.refuseText), skiToCompare(device)],
    yes: t.pairing.refuse, danger: true,
  });
  return yes !== null
    && act(path(device, 'refuse'), () => ask('POST', path(device, 'refuse'), { expected: 'pending' }), t.pairing.refused(name));
}

/** Hexadecimal digits without what people put between them. */
export const bare = typed => typed.replace(/[\s:-]/g, '').toLowerCase();

/** The buttons that fit how a device stands. */
export function buttons(device, explained) {
  const name = nameOf(device);
  const idle = device.stage === 'seen';
  const button = (word, deed, kind = '') =>
    h('button', { type: 'button', class: kind, key: word, 'aria-label': `${word}: ${name}`, onclick: () => deed(device) }, word);
  return h('div', { class: 'buttons', role: 'group', 'aria-label': t.devices.actions(name) },
    device.pinWish && device.trusted && button(t.devices.enterPin, enterPin, 'primary'),
    condition(device)[1] === 'pending' && h('a', { class: 'button primary', href: '#/pairing', key: 'decide' }, t.devices.decide),
    !explained && h('a', { class: 'button', href: `#/device/${device.ski}`, key: 'explain', 'aria-label': t.devices.explainOf(name) },
      t.devices.explain),
    device.trusted && idle && button(t.devices.connect, connect),
    device.trusted && !idle && button(t.devices.disconnect, disconnect),
    device.trusted && button(t.devices.forget, forget, 'danger quiet'));
}
