// SPDX-License-Identifier: Apache-2.0
// Numbers, times and names for people.
import { t } from './texts.js';

const TIME = new Intl.DateTimeFormat(t.language, { timeStyle: 'medium' });
const DATE_AND_TIME = new Intl.DateTimeFormat(t.language, { dateStyle: 'medium', timeStyle: 'medium' });

/** How long something lasts. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) {
    return t.duration.days(days, hours);
  }
  if (hours > 0) {
    return t.duration.hours(hours, minutes);
  }
  return minutes > 0 ? t.duration.minutes(minutes, seconds % 60) : t.duration.seconds(seconds);
}

/** What a countdown shows: rounded up, so that it ends at zero. */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = number => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A step of a handshake, from microseconds. */
export function short(micros) {
  const millis = micros / 1000;
  return millis < 10_000 ? t.duration.millis(millis.toFixed(millis < 10 ? 1 : 0)) : duration(millis);
}

/** An instant in the time of the person who looks; with the date unless it is today. */
export function clock(instant) {
  const date = new Date(instant);
  const today = new Date().toDateString() === date.toDateString();
  return (today ? TIME : DATE_AND_TIME).format(date);
}

/** Hexadecimal digits in groups of four, to be compared by eye. */
export function groups(hex) {
  return hex.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** What a device is called: by its owner, by its maker, or by its key. */
export function nameOf(device) {
  const product = [device.brand, device.model].filter(Boolean).join(' ');
  return device.name || product || t.device.nameless((device.ski ?? '').slice(0, 8));
}

/** The kinds of device that one says it is. */
export function kinds(categories) {
  return categories.map(number => t.device.kinds[number] ?? t.device.otherKind(number)).join(', ');
}
