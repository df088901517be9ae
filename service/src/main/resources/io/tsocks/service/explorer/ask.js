// Ask: where a destination goes, and why.

import { get, send } from './api.js';
import { askLink, el, failure, heading, lineLink, routeChip, say, table, territory } from './dom.js';

export default async function (page, query, signal) {
  const input = el('input', {
    type: 'text', id: 'to', class: 'wide', value: query.get('to') ?? '', autocomplete: 'off', spellcheck: 'false',
    placeholder: '10.1.2.3:443, intranet.example:22 or 10.0.0.0/8',
  });
  const answer = el('section', { 'aria-live': 'polite' });
  page.append(
    ...heading('Where does a connection go?', 'A host and a port, an address, or a whole network. The answer names the line of the policy that decides.'),
    el('form', { class: 'card row', onsubmit: event => { event.preventDefault(); go('to', input.value); } },
      el('label', { for: 'to' }, 'Destination'), input, el('button', { class: 'main' }, 'Ask')),
    answer,
    findForm(query));
  if (!query.has('find')) input.focus();
  if (query.get('to')) {
    try {
      answer.append(shown(await get('/v1/route?explain=true&to=' + encodeURIComponent(query.get('to')), { signal })));
    } catch (error) {
      answer.append(failure(error));
    }
  }
}

function go(name, value) {
  if (value.trim() === '') return;
  location.hash = '#/ask?' + name + '=' + encodeURIComponent(value.trim());
}

function shown(answer) {
  if (answer.error) return failure({ title: 'Not a destination', detail: answer.error });
  if (answer.parts) return ofNetwork(answer);
  say(answer.destination + ' goes ' + answer.route);
  return el('article', { class: 'card' },
    el('p', { class: 'answer' }, el('code', {}, answer.destination), ' ', routeChip(answer)),
    answer.message ? el('p', {}, 'Refused: ' + answer.message + '.') : null,
    el('p', {}, 'Decided by ', ruleText(answer.rule), '.',
      answer.address && answer.address !== answer.host ? [' Its address is ', el('code', {}, answer.address), '.'] : null,
      answer.otherAddressesDiffer ? ' Other addresses of the name have other routes.' : null,
      answer.serverUnresolved ? ' The name of a server does not resolve here.' : null),
    through(answer), steps(answer.explanation ?? []), share());
}

function ruleText(rule) {
  return rule.line ? [lineLink(rule.line), ' (' + rule.kind.replace('-', ' ') + ')'] : rule.text;
}

function through(answer) {
  if (!answer.through) return null;
  return [el('h2', {}, 'How the servers are reached'),
    table(['Server', 'Reached', 'Decided by'], answer.through.map(hop => [hop.to, routeChip(hop), ruleText(hop.rule)]))];
}

function steps(explanation) {
  if (explanation.length === 0) return null;
  return [el('h2', {}, 'What was asked, in order'),
    el('ol', { class: 'steps' }, explanation.map(step =>
      el('li', {},
        el('span', { 'aria-hidden': 'true' }, step.matched ? '✓' : '·'),
        el('span', { class: step.matched ? 'yes' : '' },
          step.line ? [lineLink(step.line), ': '] : null, step.text,
          el('span', { class: 'why' }, (step.matched ? 'matches: ' : 'does not match: ') + step.why)))))];
}

function share() {
  const button = el('button', { class: 'small', type: 'button', onclick: async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = 'Copied';
    say('The link is copied');
  } }, 'Copy a link to this answer');
  return el('p', { class: 'row' }, button);
}

function ofNetwork(answer) {
  return el('article', { class: 'card' },
    el('p', { class: 'answer' }, el('code', {}, answer.destination), ' ',
      answer.parts.length === 1 ? routeChip(answer.parts[0]) : 'falls into ' + answer.parts.length + ' parts'),
    table(['Where', 'Route', 'Because'],
      answer.parts.slice(0, 500).map(part => [askLink(part.where), routeChip(part), part.because])),
    answer.parts.length > 500 ? el('p', { class: 'empty' }, 'and ' + (answer.parts.length - 500) + ' more parts') : null,
    share());
}

function findForm(query) {
  const input = el('input', {
    type: 'text', id: 'find', class: 'wide', value: query.get('find') ?? '', autocomplete: 'off', spellcheck: 'false',
    placeholder: 'direct to 10.0.0.0/8 port 22',
  });
  const result = el('div', { 'aria-live': 'polite' });
  const form = el('form', { class: 'row', onsubmit: event => { event.preventDefault(); go('find', input.value); } },
    el('label', { for: 'find' }, 'Find'), input, el('button', {}, 'Find'));
  if (query.get('find')) found(query.get('find'), result);
  return el('section', { class: 'card' },
    el('h2', {}, 'Is there any destination that…'),
    el('p', { class: 'lead' }, 'goes direct, is refused or goes via a server: a question about all destinations at once, answered with proof.'),
    form, result);
}

async function found(question, result) {
  try {
    const answer = await send('POST', '/v1/find?all=true', question, { type: 'text/plain' });
    if (!answer.found) {
      result.append(el('p', {}, el('span', { class: 'chip neutral' }, 'none'), ' No destination is like that.'));
      return;
    }
    const rows = [...(answer.findings ?? []), ...(answer.nameFindings ?? [])];
    result.append(
      answer.example ? el('p', {}, 'For example ', askLink(answer.example.destination), ': ' + answer.example.because) : null,
      table(['Where', 'Route', 'Because'], rows.map(row => [el('code', {}, territory(row)), routeChip(row), row.because])));
  } catch (error) {
    result.append(failure(error));
  }
}
