// SPDX-License-Identifier: Apache-2.0
// The language of the console. Another one is another file like texts-en.js, chosen here.
import english from './texts-en.js';

export const t = english;
