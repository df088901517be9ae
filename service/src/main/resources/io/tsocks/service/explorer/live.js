// Live: connections and decisions as they come, each one click from its reason.

import { follow, get } from './api.js';
import { askLink, bytes, el, heading, lineLink, moment, number, say } from './dom.js';

const MOST = 500;

export default async function (page, query, signal) {
  const field = el('select', { id: 'field' }, ['destination', 'client', 'user', 'route', 'server', 'rule'].map(name =>
    el('option', { value: name, selected: name === query.get('field') }, name)));
  const filter = el('input', { type: 'search', id: 'filter', class: 'wide', value: query.get('filter') ?? '', placeholder: 'all, or a part of the text' });
  const state = el('span', { class: 'chip neutral', role: 'status' }, 'connecting');
  const pause = el('button', { type: 'button', 'aria-pressed': 'false' }, 'Pause');
  const body = el('tbody');
  const dropped = el('p', { class: 'empty', hidden: true });
  const open = el('tbody');
  const count = el('h2', {}, 'Open connections');
  page.append(
    ...heading('Live', 'What connects through the gateway, and why it goes where it goes.'),
    el('form', { class: 'card row', onsubmit: event => { event.preventDefault(); location.hash = '#/live?field=' + field.value + '&filter=' + encodeURIComponent(filter.value); } },
      el('label', { for: 'field' }, 'Only where the'), field, el('label', { for: 'filter' }, 'contains'), filter, el('button', {}, 'Filter'), pause, state),
    el('section', { class: 'card' }, el('h2', {}, 'Events'), dropped,
      tableOf(['When', 'What', 'Client', 'Destination', 'Route', 'Rule'], body)),
    el('section', { class: 'card' }, count,
      tableOf(['Since', 'Client', 'Destination', 'Carried by', 'Decided', 'Sent', 'Received'], open)));

  let paused = false;
  let lost = 0;
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Go on' : 'Pause';
  });
  const add = event => {
    if (event.type === 'dropped') {
      lost += event.data.count;
      dropped.hidden = false;
      dropped.textContent = number(lost) + ' events came too fast to be shown.';
    } else if (!paused) {
      body.prepend(row(event));
      while (body.children.length > MOST) body.lastChild.remove();
    }
  };
  const path = '/v1/events' + (filter.value ? '?' + field.value + '=' + encodeURIComponent(filter.value) : '');
  follow(path, add, (word, error) => {
    state.textContent = error?.message ?? word;
    state.className = 'chip ' + (word === 'connected' ? 'up' : 'down');
    if (word !== 'connected') say('The stream of events is interrupted');
  }, signal);
  poll(async () => {
    const { gateway, connections } = await get('/v1/connections', { signal });
    count.textContent = gateway ? 'Open connections (' + number(connections.length) + ')' : 'No gateway runs in this service';
    open.replaceChildren(...connections.flatMap(parts).slice(0, MOST).map(one => el('tr', {},
      cell(moment(one.since)), cell(one.client), cell(askLink(one.destination)),
      cell(one.server ?? 'direct'), cell(linked(one.decision)),
      el('td', { class: 'num' }, bytes(one.sent)), el('td', { class: 'num' }, bytes(one.received)))));
  }, signal);
}

/** A connection, or the datagrams of a client to each of their destinations. */
function parts(connection) {
  return connection.flows?.map(flow => ({ client: connection.client, ...flow })) ?? [connection];
}

function tableOf(heads, body) {
  return el('div', { class: 'scroll' },
    el('table', {}, el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))), body));
}

function cell(content) {
  return el('td', {}, content ?? '');
}

function row({ type, data }) {
  return el('tr', { class: 'fresh' },
    cell(el('time', { datetime: data.when, title: data.when }, data.when.slice(11, 19))),
    cell(type),
    cell(data.client),
    cell(data.destination ? askLink(data.destination) : data.revision ?? data.file ?? ''),
    cell(data.route ? el('span', { class: 'chip ' + data.route.split(' ')[0] }, data.server ? 'via ' + data.server : data.route) : data.who ?? data.server),
    cell([linked(data.rule ?? data.why ?? data.error ?? data.reason ?? ''), would(data)]));
}

/** What a candidate that is only tried would have done. */
function would(data) {
  return data.would ? el('span', { class: 'chip warning' }, 'would be ' + data.would) : '';
}

/** Words in which "line 12" leads to the line. */
function linked(words) {
  const [before, line, after] = words.split(/line (\d+)/, 3);
  return line ? el('span', {}, before, lineLink(line), after) : words;
}

export function poll(act, signal) {
  const again = async () => {
    if (signal.aborted) return;
    try {
      await act();
    } catch {
      // The frame of the explorer says that the service does not answer.
    }
    timer = setTimeout(again, 2000);
  };
  let timer = setTimeout(again, 0);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
