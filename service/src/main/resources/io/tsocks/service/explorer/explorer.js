// The frame of the explorer: which page is shown, what state the service is in.

import { get, takeToken, useToken } from './api.js';
import { el, failure, moment } from './dom.js';
import ask from './ask.js';
import live from './live.js';
import map from './map.js';
import policy from './policy.js';
import revisions from './revisions.js';
import servers from './servers.js';

const PAGES = { ask, policy, map, live, servers, revisions };
const page = document.getElementById('page');
let leave = new AbortController();
let timer = 0;

async function show() {
  const [path, query = ''] = location.hash.replace(/^#\//, '').split('?');
  const name = Object.hasOwn(PAGES, path) ? path : 'ask';
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  for (const tab of document.querySelectorAll('#tabs a')) {
    if (tab.getAttribute('href') === '#/' + name) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  const content = el('div');
  page.replaceChildren(content);
  try {
    await PAGES[name](content, new URLSearchParams(query), signal);
  } catch (error) {
    if (!signal.aborted) content.append(failure(error));
  }
}

/** Somebody came without the URL that tsocksd printed. */
function tokenForm() {
  const input = el('input', { type: 'text', id: 'token', class: 'wide', autocomplete: 'off', spellcheck: 'false' });
  return el('form', { class: 'card', onsubmit: event => { event.preventDefault(); useToken(input.value.trim()); begin(); } },
    el('h2', {}, 'A token is needed'),
    el('p', {}, 'tsocksd printed a URL with the token when it started. The token is also in the file that it named.'),
    el('p', { class: 'row' }, el('label', { for: 'token' }, 'Token'), input, el('button', { class: 'main' }, 'Use it')));
}

async function refresh() {
  const state = document.getElementById('state');
  const banner = document.getElementById('banner');
  try {
    const status = await get('/v1/status');
    state.replaceChildren(...(status.revision
      ? ['Revision ' + status.revision.number + ', applied ', moment(status.revision.when)]
      : ['No policy is in force']));
    banner.textContent = warning(status);
    banner.hidden = banner.textContent === '';
  } catch (error) {
    if (error.status === 401) {
      clearInterval(timer);
      leave.abort();
      page.replaceChildren(tokenForm());
      return;
    }
    state.textContent = error.status === 0 ? 'No answer' : '';
    banner.textContent = error.status === 0 ? error.message : '';
    banner.hidden = error.status !== 0;
  }
}

function begin() {
  show();
  refresh();
  clearInterval(timer);
  timer = setInterval(refresh, 10_000);
}

/** What a person should know before trusting what the pages show. */
function warning({ file, rejected, candidate }) {
  if (file?.error) return 'The file ' + file.path + ' is not in force: ' + file.error;
  if (file && file.state === 'overridden') return 'The file ' + file.path + ' is not what is in force.';
  if (rejected) return 'The last proposal, by ' + rejected.who + ', was rejected: ' + rejected.error;
  return candidate ? candidate.who + ' tries a candidate beside the policy: ' + candidate.differing + ' of ' + candidate.asked + ' decisions would differ.' : '';
}

takeToken();
window.addEventListener('hashchange', show);
document.addEventListener('tsocks-applied', refresh);
begin();
