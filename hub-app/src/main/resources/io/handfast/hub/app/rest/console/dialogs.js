// SPDX-License-Identifier: Apache-2.0
// Questions that have to be answered first. The browser keeps the focus inside and gives it back afterwards.
import { h } from './dom.js';
import { t } from './texts.js';

let number = 0;

/**
 * Asks, and returns null when the answer is no, else what was typed ('' where nothing is to be typed).
 *
 * `question`: title, parts (elements between title and field), yes (the button's word), danger, and for a field: label,
 * help, warning, field (its attributes), judge(text) which returns what is wrong with it or ''.
 */
export function question(asked) {
  const { title, parts = [], yes, danger = false, label = '', help = '', warning = '', field, judge } = asked;
  const id = `dialog-${++number}`;
  const input = field && h('input', {
    id: `${id}-field`, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    'aria-describedby': `${id}-help ${id}-wrong`, ...field,
  });
  const wrong = h('p', { id: `${id}-wrong`, class: 'wrong', role: 'alert' }, warning);
  return new Promise(resolve => {
    let answer = null;
    const dialog = h('dialog', { 'aria-labelledby': id });
    const form = h('form', {
      novalidate: true,
      onsubmit(event) {
        event.preventDefault();
        const text = input ? input.value.trim() : '';
        wrong.textContent = judge?.(text) ?? '';
        if (wrong.textContent) {
          input.setAttribute('aria-invalid', 'true');
          input.focus();
          return;
        }
        answer = text;
        dialog.close();
      },
    },
    // Read first, then answered: a field would open a phone's keyboard over what is to be read.
    h('h2', { id, tabindex: -1, autofocus: !danger && !field?.autofocus }, title),
    parts,
    input && [
      h('label', { for: input.id }, label),
      input,
      h('p', { id: `${id}-help`, class: 'help' }, help),
      wrong,
    ],
    h('div', { class: 'buttons' },
      h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, yes),
      h('button', { type: 'button', autofocus: danger && !input, onclick: () => dialog.close() }, t.cancel)));
    dialog.append(form);
    dialog.onclose = () => {
      dialog.remove();
      resolve(answer);
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Closes what is open: nobody is signed in any more. */
export function closeDialogs() {
  document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
}
