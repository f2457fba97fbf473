// SPDX-License-Identifier: Apache-2.0
// The page that asks for the token.
import { sentence } from './api.js';
import { h } from './dom.js';
import { Part } from './parts.js';
import { signIn } from './session.js';
import { t } from './texts.js';

class SignIn extends Part {
  #wrong = '';
  #busy = false;
  /** Called when it is done. */
  whenDone = () => {};
  /** Why it is asked for. */
  reason = '';

  connectedCallback() {
    this.draw();
    this.querySelector('input').focus();
  }

  view() {
    return h('main', { id: 'main', class: 'sign-in', tabindex: -1 },
      h('h1', null, t.product, ': ', t.signIn.heading),
      this.reason && h('p', { class: 'warning', key: 'reason', role: 'status' }, this.reason),
      h('form', { novalidate: true, onsubmit: event => this.#submit(event) },
        h('label', { for: 'token' }, t.signIn.token),
        h('input', {
          id: 'token', name: 'token', type: 'password', maxlength: 256,
          autocomplete: 'current-password', autocapitalize: 'off', spellcheck: 'false',
          'aria-describedby': 'token-help token-wrong', 'aria-invalid': this.#wrong ? 'true' : null,
        }),
        h('p', { class: 'wrong', id: 'token-wrong', role: 'alert' }, this.#wrong),
        h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'primary' }, t.signIn.submit))),
      h('p', { class: 'help', id: 'token-help' }, t.signIn.help, ' ', h('code', null, t.signIn.file)),
      h('p', { class: 'help' }, t.signIn.helpPackaged));
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy) {
      return;
    }
    const input = event.target.elements.token;
    const token = input.value.trim();
    this.#busy = true;
    try {
      this.#wrong = token ? '' : t.signIn.empty;
      if (token) {
        await signIn(token);
        this.whenDone();
        return;
      }
    } catch (error) {
      this.#wrong = sentence(error);
    } finally {
      this.#busy = false;
    }
    this.draw();
    input.select();
    input.focus();
  }
}

customElements.define('hf-sign-in', SignIn);
