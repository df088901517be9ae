// What a line of the policy does: for the line under the pointer, or else the one with the caret.

import { get, send } from './api.js';
import { el } from './dom.js';

/** Lines before and after the one that is asked for, because the next question is mostly about one of them. */
const BEFORE = 20;
const AFTER = 60;
const HINT = 'Point at a line, or move the caret there, to see what it does.';

export class Meanings {
  constructor(editor, active, signal) {
    Object.assign(this, { editor, active, signal, line: 0, hovered: 0, known: new Map(), trouble: null });
    this.box = el('p', { class: 'card meaning', id: 'meaning', role: 'status' }, HINT);
    editor.area.setAttribute('aria-describedby', 'meaning');
    const { area } = editor;
    for (const type of ['keyup', 'click', 'focus']) area.addEventListener(type, () => { this.hovered = 0; this.later(); });
    editor.box.addEventListener('pointermove', event => { this.hovered = editor.lineAt(event); this.later(); });
    editor.box.addEventListener('pointerleave', () => { this.hovered = 0; this.later(); });
    signal.addEventListener('abort', () => clearTimeout(this.timer), { once: true });
  }

  /** Forgets what was known, because the text has changed: it is asked for again once the text is checked. */
  forget() {
    this.tell('The text is being checked.');
  }

  /** Knows whether the text means anything, so that there is something to ask for. */
  renew(meansSomething) {
    this.tell(meansSomething ? null : 'The text has errors, so its lines mean nothing yet.');
    this.later();
  }

  tell(trouble) {
    Object.assign(this, { known: new Map(), line: 0, trouble });
    if (trouble) this.box.replaceChildren(trouble);
  }

  /** Waits until the pointer or the caret rests. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 120);
  }

  async show() {
    const { editor, hovered } = this;
    const line = hovered > 0 || document.activeElement !== editor.area ? hovered : editor.caretLine;
    if (this.trouble || line === this.line) return;
    this.line = line;
    editor.ask(line);
    if (line < 1 || line > editor.gutter.children.length) {
      this.box.replaceChildren(HINT);
      return;
    }
    const text = await this.of(line).catch(error => error);
    if (this.signal.aborted || line !== this.line) return;
    this.box.replaceChildren(el('strong', {}, 'Line ' + line), ' ', words(text));
  }

  /** What a line does; null if it does nothing by itself. */
  async of(line) {
    const { known } = this;
    if (!known.has(line)) {
      const first = Math.max(1, line - BEFORE);
      const path = '/v1/policy/meaning?lines=' + first + '-' + (line + AFTER);
      const text = this.editor.text;
      const { lines } = text === this.active
        ? await get(path, { signal: this.signal })
        : await send('POST', path, text, { type: 'text/plain', signal: this.signal, hidden: true });
      for (let i = first; i <= line + AFTER; i++) known.set(i, null);
      for (const one of lines) known.set(one.line, one.text);
    }
    return known.get(line) ?? null;
  }
}

function words(text) {
  if (text instanceof Error) return text.status === 422 ? text.detail + '.' : text.message;
  return text ?? 'decides nothing by itself.';
}
