// SPDX-License-Identifier: Apache-2.0
// What this console knows of the hub, and who wants to hear when that changes. Read anew after every event, and every
// ten seconds for what changes without one; never more often than the hub answers easily. Bounded, however long the tab
// stays open.
import { ask, Problem } from './api.js';
import { Stream } from './stream.js';

export const KEPT_EVENTS = 300;
const AFTER_EVENT_MS = 150;
const EVERY_MS = 10000;
const HIDDEN_MS = 60000;

export const store = {
  /** connecting, live, away */
  link: 'connecting',
  stopping: false,
  /** of performance.now(), when all below was true */
  readAt: 0,
  hub: null,
  devices: [],
  pending: [],
  discovered: [],
  discovery: true,
  /** the newest first */
  events: [],
  eventsSince: null,
  missed: false,
};

const listeners = new Set();
let stream = null;
let timers = [];
let reading = false;
let readAgain = false;
let scheduled = 0;
let lastTookMs = 0;
let lastSeen = '';
let hiddenTimer = 0;
let signedOut = () => {};

/** Calls back at every change, until what it returns is called. `heard` gets the event, if it was one. */
export function subscribe(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

function changed(event) {
  for (const heard of [...listeners]) {
    heard(event);
  }
}

/** Begins to know; `whenSignedOut` is called once when the hub wants the token again. */
export function start(whenSignedOut) {
  signedOut = whenSignedOut;
  Object.assign(store, { link: 'connecting', stopping: false, events: [], eventsSince: new Date(), missed: false });
  timers = [setInterval(() => document.hidden || refresh(), EVERY_MS)];
  document.addEventListener('visibilitychange', visibility);
  window.addEventListener('online', hurry);
  listen();
  refresh();
}

export function stop() {
  stream?.close();
  stream = null;
  timers.forEach(clearInterval);
  timers = [];
  clearTimeout(scheduled);
  clearTimeout(hiddenTimer);
  document.removeEventListener('visibilitychange', visibility);
  window.removeEventListener('online', hurry);
  Object.assign(store, { hub: null, devices: [], pending: [], discovered: [], events: [] });
}

/** Tries again at once. */
export function hurry() {
  stream?.hurry();
  refresh();
}

// A browser has few connections for one hub and the hub few listeners: a tab that nobody looks at gives its own back.
function visibility() {
  clearTimeout(hiddenTimer);
  if (document.hidden) {
    hiddenTimer = setTimeout(() => {
      lastSeen = stream?.lastSeen ?? '';
      stream?.close();
      stream = null;
    }, HIDDEN_MS);
  } else if (stream) {
    hurry();
  } else {
    listen(lastSeen);
    refresh();
  }
}

function listen(from = '') {
  const mine = new Stream({
    live(kind) {
      store.missed ||= kind === 'reset';
      Object.assign(store, { link: 'live', stopping: false });
      refresh();
      changed();
    },
    away() {
      store.link = 'away';
      changed();
    },
    refused: () => stream === mine && leave(),
    event: take,
  }, from);
  stream = mine;
  mine.run();
}

function leave() {
  stop();
  signedOut();
}

function take(event) {
  store.stopping = event.event === 'stopping';
  store.events.unshift(event);
  store.events.length = Math.min(store.events.length, KEPT_EVENTS);
  clearTimeout(scheduled);
  scheduled = setTimeout(refresh, Math.max(AFTER_EVENT_MS, 4 * lastTookMs));
  changed(event);
}

export function clearEvents() {
  Object.assign(store, { events: [], missed: false, eventsSince: new Date() });
  changed();
}

/** Reads everything anew; returns when that is done. */
export async function refresh() {
  if (reading) {
    readAgain = true;
    return;
  }
  reading = true;
  try {
    do {
      readAgain = false;
      await read();
    } while (readAgain);
  } finally {
    reading = false;
  }
}

async function read() {
  const begin = performance.now();
  const mine = stream;
  try {
    const [hub, devices, pending, discovered] = await Promise.all(
      ['hub', 'devices', 'pending', 'discovered'].map(path => ask('GET', path)));
    if (stream !== mine || !timers.length) {
      return; // signed out, or hidden meanwhile
    }
    Object.assign(store, {
      hub, devices: devices.devices, pending: pending.pending, discovered: discovered.discovered,
      discovery: discovered.discovery, readAt: performance.now(),
    });
    lastTookMs = store.readAt - begin;
    changed();
  } catch (error) {
    if (error instanceof Problem && error.status === 401 && stream === mine && mine) {
      leave();
    }
    // Otherwise the stream notices as well, and says so.
  }
}

export const deviceOf = ski => store.devices.find(device => device.ski === ski);

/** How many wait for a person. */
export const waiting = () =>
  store.pending.length + store.devices.filter(device => device.pinWish && device.trusted).length;
