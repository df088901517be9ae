// Revisions: who applied what, when and why; what each changed; and the way back.

import { get, send } from './api.js';
import { changeList, el, failure, heading, moment } from './dom.js';

export default async function (page, query, signal) {
  const { active, revisions } = await get('/v1/revisions', { signal });
  const detail = el('section', { 'aria-live': 'polite' });
  page.append(
    ...heading('Revisions', 'Every policy that was applied, the newest first. Rolling back makes an old one active again, as a new revision.'),
    el('div', { class: 'card scroll' }, el('table', {},
      el('thead', {}, el('tr', {}, ['Revision', 'When', 'Who', 'Why', ''].map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, revisions.map(revision => row(revision, revision.name === active, page, detail))))),
    detail);
}

function row(revision, active, page, detail) {
  return el('tr', {},
    el('td', {}, String(revision.number), ' ', active ? el('span', { class: 'chip up' }, 'in force') : null),
    el('td', {}, moment(revision.when)),
    el('td', {}, revision.who),
    el('td', {}, revision.why || revision.source),
    el('td', { class: 'row' }, active ? [] : [
      el('button', { class: 'small', onclick: () => compare(revision, detail) }, 'Compare'),
      el('button', { class: 'small danger', onclick: () => rollBack(revision, page) }, 'Roll back'),
    ]));
}

async function compare(revision, detail) {
  try {
    const diff = await send('POST', '/v1/diff?to=' + revision.number, '');
    detail.replaceChildren(el('article', { class: 'card' },
      el('h2', {}, 'What revision ' + revision.number + ' would change'), changeList(diff)));
  } catch (error) {
    detail.replaceChildren(failure(error));
  }
  detail.scrollIntoView({ block: 'nearest' });
}

function rollBack(revision, page) {
  const trouble = el('div');
  const dialog = el('dialog', { 'aria-labelledby': 'back' },
    el('h2', { id: 'back' }, 'Roll back to revision ' + revision.number + '?'),
    el('p', {}, 'Its text becomes active at once, as a new revision.'),
    trouble,
    el('p', { class: 'row' },
      el('button', { class: 'main', onclick: async () => {
        try {
          await send('POST', '/v1/rollback?to=' + revision.number, '');
          document.dispatchEvent(new Event('tsocks-applied'));
          dialog.close();
          window.dispatchEvent(new HashChangeEvent('hashchange'));
        } catch (error) {
          trouble.replaceChildren(failure(error));
        }
      } }, 'Roll back'),
      el('button', { onclick: () => dialog.close() }, 'Cancel')));
  dialog.addEventListener('close', () => dialog.remove());
  page.append(dialog);
  dialog.showModal();
}
