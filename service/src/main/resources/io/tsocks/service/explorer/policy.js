// Policy: the file with what the linter says of each line; a change is checked while it is written, shown as what it
// changes, and applied only if nobody else has applied something meanwhile.

import { get, getText, send } from './api.js';
import { changeList, el, failure, findingList, findingsOf, heading, say, severityClass } from './dom.js';
import { changeMap, networkOf } from './map.js';
import { Meanings } from './meaning.js';

export default async function (page, query, signal) {
  const [{ text, tag }, report] = await Promise.all([getText('/v1/policy'), get('/v1/policy/findings', { signal })]);
  const active = findingsOf(report);
  page.append(...heading('The policy', 'What applies now. Change it here: the findings and what the change means appear as you type.'));
  const editor = new Editor(text, Number(query.get('line') ?? 0));
  const meanings = new Meanings(editor, editor.text, signal);
  const verdict = el('aside', { 'aria-live': 'polite' });
  const apply = el('button', { class: 'main', disabled: true }, 'Apply…');
  const reset = el('button', { disabled: true }, 'Discard the change');
  page.append(
    el('div', { class: 'columns' },
      el('div', {}, editor.box, meanings.box, el('p', { class: 'row' }, apply, reset)), verdict));
  editor.mark(active);
  verdict.append(findingCard(active));
  editor.scroll();

  const changed = () => editor.text !== text;
  let latest = null;
  const check = delayed(async () => {
    apply.disabled = true;
    reset.disabled = !changed();
    const candidate = editor.text;
    const checked = await send('POST', '/v1/check', candidate, { type: 'text/plain', signal, hidden: true }).catch(error => error);
    if (signal.aborted || candidate !== editor.text) return;
    latest = checked;
    show(checked);
  }, signal);
  const show = checked => {
    if (checked instanceof Error) {
      verdict.replaceChildren(failure(checked));
      return;
    }
    const findings = findingsOf(checked.findings);
    editor.mark(findings);
    meanings.renew(Boolean(checked.diff));
    apply.disabled = !checked.valid || !changed();
    say(checked.valid ? 'The text can be applied' : 'The text cannot be applied');
    verdict.replaceChildren(
      ...(changed() && checked.diff ? [card('What changes', changeList(checked.diff), opens(checked), onTheMap(checked.diff, editor.text, signal))] : []),
      ...failedExpectations(checked),
      findingCard(findings));
  };
  editor.area.addEventListener('input', () => { editor.numbers(); meanings.forget(); check(); });
  reset.addEventListener('click', () => { editor.text = text; meanings.forget(); check(); });
  apply.addEventListener('click', () => confirm(page, latest, async ({ reason, allowDirect }) => {
    const path = '/v1/policy?why=' + encodeURIComponent(reason) + (allowDirect ? '&allow-direct=true' : '');
    const applied = await send('PUT', path, editor.text, { type: 'text/plain', match: tag, hidden: true });
    document.dispatchEvent(new Event('tsocks-applied'));
    say('Applied as revision ' + applied.revision.number);
    location.hash = '#/revisions';
  }));
}

function card(title, ...content) {
  return el('section', { class: 'card' }, el('h2', {}, title), content);
}

/** The change on the map of IPv4, from the smallest network that holds it. */
function onTheMap(diff, text, signal) {
  const network = networkOf(diff);
  if (network === null) return null;
  const { box, show } = changeMap(
    part => send('POST', '/v1/map?network=' + encodeURIComponent(part), text, { type: 'text/plain', signal, hidden: true }), signal);
  show(network);
  return el('div', {}, el('h3', {}, 'On the map'), box);
}

function findingCard(findings) {
  return card('Findings', findings.length ? findingList(findings) : el('p', { class: 'empty' }, 'The linter finds nothing to say.'));
}

function failedExpectations(checked) {
  const failed = (checked.expectations?.results ?? []).filter(result => !result.passed);
  if (checked.expectationsUnreadable) return [card('Expectations', el('p', {}, checked.expectationsUnreadable))];
  if (failed.length === 0) return [];
  return [card('Failed expectations', el('ul', { class: 'changes' }, failed.map(result =>
    el('li', {}, el('code', {}, result.destination), ' should be ' + result.expected + ', and is ' + result.actual))))];
}

function opens(checked) {
  return checked.opensDirect
    ? el('p', {}, el('span', { class: 'chip warning' }, 'opens direct access'), ' Some of these destinations are reached without a server afterwards.')
    : null;
}

/** Asks once more, with a reason for the history. */
function confirm(page, checked, act) {
  const reason = el('input', { type: 'text', id: 'reason', class: 'wide', maxlength: 200, required: true });
  const direct = el('input', { type: 'checkbox', id: 'direct', required: true });
  const trouble = el('div');
  const dialog = el('dialog', { 'aria-labelledby': 'confirm' },
    el('form', { onsubmit: async event => {
      event.preventDefault();
      try {
        await act({ reason: reason.value, allowDirect: Boolean(checked?.opensDirect) });
        dialog.close();
      } catch (error) {
        trouble.replaceChildren(failure(error));
      }
    } },
    el('h2', { id: 'confirm' }, 'Apply this policy?'),
    el('p', {}, 'It replaces the active one at once, for all connections that are made from now on.'),
    el('p', { class: 'row' }, el('label', { for: 'reason' }, 'Why'), reason),
    checked?.opensDirect ? el('p', { class: 'row' }, direct, el('label', { for: 'direct' }, 'It may open direct access')) : null,
    trouble,
    el('p', { class: 'row' }, el('button', { class: 'main' }, 'Apply'), el('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'))));
  dialog.addEventListener('close', () => dialog.remove());
  page.append(dialog);
  dialog.showModal();
  reason.focus();
}

/** Calls a function once nothing has happened for a moment. */
function delayed(act, signal) {
  let timer = 0;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 250);
  };
}

/** A text with line numbers and a dot at each line that the linter speaks of. */
class Editor {
  constructor(text, line) {
    this.line = line;
    this.gutter = el('ol', { class: 'gutter', 'aria-hidden': 'true' });
    this.area = el('textarea', { 'aria-label': 'Text of the policy', spellcheck: 'false', autocapitalize: 'off', wrap: 'off' });
    this.box = el('div', { class: 'editor' }, this.gutter, this.area);
    this.findings = [];
    this.asked = 0;
    this.text = text;
  }

  /** Marks the line that is spoken of; 0 for none. */
  ask(line) {
    this.gutter.children[this.asked - 1]?.classList.remove('asked');
    this.gutter.children[line - 1]?.classList.add('asked');
    this.asked = line;
  }

  /** The line at a place of the screen, from 1. */
  lineAt(event) {
    const style = getComputedStyle(this.area);
    const top = this.area.getBoundingClientRect().top + parseFloat(style.paddingTop);
    return Math.floor((event.clientY - top) / parseFloat(style.lineHeight)) + 1;
  }

  /** The line of the caret, from 1. */
  get caretLine() {
    return this.area.value.slice(0, this.area.selectionStart).split('\n').length;
  }

  get text() {
    return this.area.value;
  }

  set text(value) {
    this.area.value = value;
    this.numbers();
  }

  mark(findings) {
    this.findings = findings;
    this.numbers();
  }

  numbers() {
    const lines = this.area.value.split('\n');
    this.area.rows = lines.length;
    this.area.cols = Math.min(400, Math.max(40, ...lines.map(line => line.length + 1)));
    const byLine = Map.groupBy(this.findings, finding => finding.start.line);
    this.gutter.replaceChildren(...lines.map((_, i) => {
      const here = byLine.get(i + 1) ?? [];
      const dot = here.length
        ? el('span', { class: 'dot ' + severityClass(here[0].severity), title: here.map(finding => finding.message).join('\n') })
        : null;
      return el('li', { class: i + 1 === this.line ? 'here' : '' }, ...(dot ? [dot] : []), String(i + 1));
    }));
  }

  /** Shows the line that a link named. */
  scroll() {
    if (this.line > 0) this.gutter.children[this.line - 1]?.scrollIntoView({ block: 'center' });
  }
}
