// Servers: which of them work, how fast, and which one a group uses.

import { get } from './api.js';
import { el, heading, table } from './dom.js';
import { poll } from './live.js';

const CHIPS = { usable: 'up', down: 'down', probing: 'warning' };

export default async function (page, query, signal) {
  const list = el('div', { 'aria-live': 'off' });
  page.append(...heading('Servers', 'What the connections of the gateway and the checks have found out.'), list);
  const show = async () => {
    const { servers } = await get('/v1/servers', { signal });
    list.replaceChildren(el('section', { class: 'card' }, servers.length === 0
      ? el('p', { class: 'empty' }, 'The policy names no server.')
      : table(['Server', 'State', 'Handshake', 'Answers', 'Failures', 'Last failure'], servers.map(server => [
        el('code', {}, server.server),
        server.used ? el('span', { class: 'chip ' + CHIPS[server.condition] }, server.condition) : el('span', { class: 'chip neutral' }, 'not used yet'),
        server.handshakeMillis === undefined ? '' : server.handshakeMillis.toFixed(1) + ' ms',
        String(server.answers ?? ''),
        String(server.failures ?? ''),
        server.lastFailure ?? '',
      ]))));
  };
  await show();
  poll(show, signal);
}
