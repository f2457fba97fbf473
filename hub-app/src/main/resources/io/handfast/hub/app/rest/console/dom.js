// SPDX-License-Identifier: Apache-2.0
// Elements from descriptions. A page says what it should look like now; what is there already is brought in line, so
// that focus, selection and what somebody types stay. Text goes in as text, never as markup: what devices
// say about themselves cannot become a script.

const PROPERTIES = new Set(['checked', 'indeterminate']);
const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'rect', 'path', 'g']);

/** An element: attributes, `key` (its identity among its siblings), handlers as `onclick`. */
export function h(tag, attributes, ...children) {
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  element.handlers = {};
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'key') {
      element.key = String(value);
    } else if (name.startsWith('on')) {
      element.handlers[name] = value;
      element[name] = value;
    } else if (PROPERTIES.has(name)) {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...nodes(children));
  return element;
}

/** Makes these the children of an element; keeps those that fit. */
export function show(parent, ...wanted) {
  reconcile(parent, nodes(wanted));
}

function nodes(children) {
  return children.flat(Infinity)
    .filter(child => child !== null && child !== undefined && child !== false && child !== '')
    .map(child => (child instanceof Node ? child : document.createTextNode(String(child))));
}

function reconcile(parent, wanted) {
  const wantedKeys = new Set(wanted.map(node => node.key).filter(Boolean));
  const keyed = new Map();
  for (const child of [...parent.childNodes]) {
    if (child.key && !wantedKeys.has(child.key)) {
      child.remove(); // first, so that the others need not be moved: moving takes the focus away
    } else if (child.key) {
      keyed.set(child.key, child);
    }
  }
  let place = parent.firstChild;
  for (const node of wanted) {
    const known = node.key ? keyed.get(node.key) : place;
    if (known && fits(known, node)) {
      update(known, node);
      if (known !== place) {
        parent.insertBefore(known, place);
      }
      place = known.nextSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function fits(known, node) {
  return known.nodeName === node.nodeName && known.key === node.key;
}

function update(known, node) {
  if (known.nodeType === Node.TEXT_NODE) {
    if (known.data !== node.data) {
      known.data = node.data;
    }
    return;
  }
  const ours = known.nodeName.includes('-'); // an element of ours looks after its own
  for (const { name } of ours ? [] : [...known.attributes]) {
    if (!node.hasAttribute(name)) {
      known.removeAttribute(name);
    }
  }
  for (const { name, value } of node.attributes) {
    if (known.getAttribute(name) !== value) {
      known.setAttribute(name, value);
    }
  }
  for (const name of new Set([...Object.keys(known.handlers ?? {}), ...Object.keys(node.handlers ?? {})])) {
    known[name] = node.handlers?.[name] ?? null;
  }
  known.handlers = node.handlers;
  if (!ours) {
    reconcile(known, [...node.childNodes]);
  }
}
