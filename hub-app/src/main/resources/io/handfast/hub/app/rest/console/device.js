// SPDX-License-Identifier: Apache-2.0
// How a device stands, and what can be done about it: the same on all pages.
import { ask } from './api.js';
import { h } from './dom.js';
import { nameOf } from './format.js';
import { act } from './notices.js';
import { question } from './dialogs.js';
import { button, sign } from './parts.js';
import { store } from './store.js';
import { t } from './texts.js';


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

/** The same to be seen. */
export function standing(device) {
  const [tone, word] = condition(device);
  return sign(tone, t.conditions[word]);
}

/** In the order of their names, and always in the same one. */
export const byName = (one, other) =>
  nameOf(one).localeCompare(nameOf(other), t.language) || one.ski.localeCompare(other.ski);

const URGENCY = ['ask', 'bad', 'wait', 'idle', 'good'];

/** Those that need somebody first. */
export function byUrgency(one, other) {
  const rank = device => URGENCY.indexOf(condition(device)[0]);
  return rank(one) - rank(other) || byName(one, other);
}

/** What the hub's diagnosis says after one of its words (last failure, next, to do, …); '' for nothing. */
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

/** Its SKI, large. */
export const skiToCompare = device =>
  h('p', { class: 'compare' }, h('span', { class: 'caption' }, t.device.ski), skiOf(device));
const text = words => h('p', null, words);

// ---- what can be done

/** Asks the hub to do something with a device, and says so when it is done. */
function tell(device, method, deed, body, said) {
  const path = `devices/${device.ski}/${deed}`;
  return act(path, () => ask(method, path, body), said);
}

export function connect(device) {
  return tell(device, 'POST', 'connect', undefined, t.devices.connecting(nameOf(device)));
}

export async function disconnect(device) {
  const name = nameOf(device);
  const yes = await question({
    title: t.devices.disconnectTitle(name), parts: [text(t.devices.disconnectText)],
    yes: t.devices.disconnect, danger: true,
  });
  return yes !== null && tell(device, 'POST', 'disconnect', undefined, t.devices.disconnected(name));
}

export async function forget(device) {
  const name = nameOf(device);
  const yes = await question({
    title: t.devices.forgetTitle(name), parts: [text(t.devices.forgetText), skiToCompare(device)],
    yes: t.devices.forget, danger: true,
  });
  return yes !== null && tell(device, 'POST', 'forget', { expected: 'trusted' }, t.devices.forgotten(name));
}

export async function enterPin(device) {
  const name = nameOf(device);
  const pin = await question({
    title: t.devices.pinTitle(name), yes: t.devices.pinSend, label: t.devices.pinLabel, help: t.devices.pinHelp,
    warning: device.pinWish?.refused ? t.devices.pinAgain : '',
    field: { maxlength: 19, class: 'digits', autofocus: true },
    judge: typed => (/^[0-9a-f]{8,16}$/i.test(bare(typed)) ? '' : t.devices.pinWrong),
  });
  return pin !== null && tell(device, 'PUT', 'pin', { pin: bare(pin) }, t.devices.pinSent(name));
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
  const body = name ? { expected: stand, name } : { expected: stand }; // without one the hub takes brand and model
  return tell(device, 'POST', 'trust', body, t.pairing.trusted(name || suggested));
}

export async function refuse(device) {
  const name = nameOf(device);
  const yes = await question({
    title: t.pairing.refuseTitle(name), parts: [text(t.pairing.refuseText), skiToCompare(device)],
    yes: t.pairing.refuse, danger: true,
  });
  return yes !== null && tell(device, 'POST', 'refuse', { expected: 'pending' }, t.pairing.refused(name));
}

/** Hexadecimal digits without what people put between them. */
export const bare = typed => typed.replace(/[\s:-]/g, '').toLowerCase();

const link = (word, href, kind, whose) =>
  h('a', { class: `button ${kind}`, href, key: word, 'aria-label': whose }, word);

/** What can be done with a device as it stands; `explained` where it is explained already. */
export function actions(device, explained) {
  const name = nameOf(device);
  const idle = device.stage === 'seen';
  const deed = (word, kind, done) => button(word, kind, () => done(device), `${word}: ${name}`);
  return h('div', { class: 'buttons', role: 'group', 'aria-label': t.devices.actions(name) },
    device.pinWish && device.trusted && deed(t.devices.enterPin, 'primary', enterPin),
    condition(device)[1] === 'pending' && link(t.devices.decide, '#/pairing', 'primary'),
    !explained && link(t.devices.explain, `#/device/${device.ski}`, '', t.devices.explainOf(name)),
    device.trusted && idle && deed(t.devices.connect, '', connect),
    device.trusted && !idle && deed(t.devices.disconnect, '', disconnect),
    device.trusted && deed(t.devices.forget, 'danger quiet', forget));
}
