// Map: the whole of IPv4 along a Hilbert curve, coloured by route; each of its 256 networks can be opened. IPv6 and
// names, which have no such map, are lists.

import { get } from './api.js';
import { el, failure, heading, number, routeChip, say, table } from './dom.js';

const SIDE = 256;
const DARK = matchMedia('(prefers-color-scheme: dark)');

export default async function (page, query, signal) {
  const focus = query.get('network') ?? '0.0.0.0/0';
  page.append(...heading('Where addresses go',
    'Neighbouring addresses lie side by side. Choose a network to look into it; at the end each square is one address.'));
  const data = await get('/v1/map?network=' + encodeURIComponent(focus), { signal });
  const square = new Square(data, signal, {
    open: network => { location.hash = network.includes('/') ? link(network) : askFor(network); },
    back: () => history.back(),
    ask: address => { location.hash = askFor(address); },
  });
  page.append(crumbs(data.section, network => ({ href: link(network) })),
    el('div', { class: 'map' },
      el('div', {}, square.box, el('p', { class: 'lead' }, 'Arrow keys move the mark, with Shift by 16 squares. Enter opens the network, Backspace goes back, A asks about the place.')),
      el('aside', {}, square.here, el('div', { class: 'card' }, el('h2', {}, 'Routes'), legend(data)))),
    namesOf(data),
    await ipv6(signal));
}

function askFor(destination) {
  return '#/ask?to=' + encodeURIComponent(destination);
}

/** The map of what an edited text would change, with a look into each network, all in its place on another page. */
export function changeMap(load, signal) {
  const box = el('div', { class: 'changemap' });
  const trail = [];
  const show = async network => {
    const data = await load(network).catch(error => error);
    if (signal.aborted) return;
    if (data instanceof Error) {
      box.replaceChildren(failure(data));
      return;
    }
    const had = box.contains(document.activeElement);
    const go = to => { trail.push(network); show(to); };
    const square = new Square(data, signal, {
      open: to => { if (to.includes('/')) go(to); },
      back: () => { if (trail.length) show(trail.pop()); },
    });
    box.replaceChildren(
      crumbs(data.section, to => ({ href: '', onclick: event => { event.preventDefault(); go(to); } })),
      square.box, legend(data), square.here);
    if (had) square.canvas.focus();
  };
  return { box, show };
}

/** The network that holds all changes of IPv4 and that a map can show; null if no IPv4 address changes. */
export function networkOf(diff) {
  const networks = diff.changes.flatMap(change => change.regions).flatMap(region => region.networks)
    .filter(network => network.includes('.'));
  if (networks.length === 0) return null;
  const ranges = networks.map(network => {
    const [address, length] = network.split('/');
    const first = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    return [first, first + 2 ** (32 - length) - 1];
  });
  const first = Math.min(...ranges.map(range => range[0]));
  const last = Math.max(...ranges.map(range => range[1]));
  const length = [16, 8].find(bits => Math.floor(first / 2 ** (32 - bits)) === Math.floor(last / 2 ** (32 - bits))) ?? 0;
  return masked([24, 16, 8, 0].map(bits => Math.floor(first / 2 ** bits) % 256).join('.'), length);
}

/** The networks that lie round this one, each with attributes for its link. */
function crumbs(section, linkTo) {
  const [address, length] = section.split('/');
  const items = [];
  for (let bits = 0; bits < Number(length); bits += 8) {
    const network = bits === 0 ? '0.0.0.0/0' : masked(address, bits);
    items.push(el('li', {}, el('a', linkTo(network), bits === 0 ? 'All of IPv4' : network)));
  }
  items.push(el('li', { 'aria-current': 'true' }, section === '0.0.0.0/0' ? 'All of IPv4' : section));
  return el('ol', { class: 'crumbs', 'aria-label': 'Networks' }, items);
}

function masked(address, bits) {
  return address.split('.').map((byte, i) => i * 8 < bits ? byte : '0').join('.') + '/' + bits;
}

function link(network) {
  return '#/map?network=' + encodeURIComponent(network);
}

function legend(data) {
  return el('ul', { class: 'legend' }, data.legend.map(index => data.layers[index]).map(layer => {
    const swatch = el('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.background = colour(layer);
    return el('li', {}, swatch, el('span', {}, layer.name, layer.details.map(detail => el('small', {}, detail))));
  }));
}

function namesOf(data) {
  if (data.names.length === 0) return null;
  return el('section', { class: 'card' }, el('h2', {}, 'Host names'),
    table(['Names', 'Ports', 'Route', 'Because'], data.names.map(row => [row.names, row.ports, row.route, row.because])));
}

async function ipv6(signal) {
  try {
    const answer = await get('/v1/route?to=' + encodeURIComponent('::/0'), { signal });
    return el('section', { class: 'card tree' }, el('h2', {}, 'IPv6'), branches(treeOf(answer.parts)));
  } catch (error) {
    return failure(error);
  }
}

/** Networks under those that they lie in, with gaps filled by the shortest prefixes: a tree by the first group. */
function treeOf(parts) {
  const branches = new Map();
  for (const part of parts) {
    const key = part.where.replace(/^\[/, '').split(':')[0].padStart(4, '0').slice(0, 1) + '000::/4';
    branches.set(key, [...(branches.get(key) ?? []), part]);
  }
  return branches;
}

function branches(tree) {
  return el('ul', {}, [...tree].map(([network, parts]) => {
    const first = parts[0];
    if (parts.length === 1) return el('li', {}, el('code', {}, first.where), ' ', routeChip(first));
    return el('li', {}, el('details', {}, el('summary', {}, el('code', {}, network), ' ', number(parts.length) + ' networks'),
      el('ul', {}, parts.slice(0, 300).map(part => el('li', {}, el('code', {}, part.where), ' ', routeChip(part))))));
  }));
}

function colour(layer) {
  return DARK.matches ? layer.dark : layer.light;
}

/** The square itself, with a mark that the pointer or the keys move. */
class Square {
  constructor(data, signal, { open, back, ask }) {
    Object.assign(this, { onOpen: open, onBack: back, onAsk: ask });
    this.data = data;
    this.blocks = runsOf(data.runs);
    this.place = { x: 0, y: 0 };
    this.canvas = el('canvas', {
      class: 'hilbert', width: SIDE, height: SIDE, tabindex: 0, role: 'application',
      'aria-label': 'Map of ' + data.section + '. Arrow keys move the mark.',
    });
    this.mark = el('div', { class: 'cursor', hidden: true });
    this.box = el('div', { class: 'mapbox' }, this.canvas, this.labels(), this.mark);
    this.here = el('div', { class: 'card place', 'aria-live': 'polite' });
    this.describe();
    this.paint();
    this.canvas.addEventListener('pointermove', event => this.moveTo(this.at(event)));
    this.canvas.addEventListener('click', event => { this.moveTo(this.at(event)); this.open(); });
    this.canvas.addEventListener('keydown', event => this.key(event));
    DARK.addEventListener('change', () => this.paint(), { signal });
  }

  /** The names of the 256 networks, each where it lies. */
  labels() {
    const length = this.data.blockLength - 8;
    const bytes = Math.ceil(length / 8);
    const names = Array.from({ length: 256 }, (_, i) => {
      const place = { x: (i % 16) * 16, y: Math.floor(i / 16) * 16 };
      const byte = this.network(length, place).split('/')[0].split('.')[bytes - 1];
      return el('span', {}, bytes === 1 ? byte : '.' + byte);
    });
    return el('div', { class: 'labels', 'aria-hidden': 'true' }, names);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const scale = SIDE / box.width;
    const clamp = value => Math.max(0, Math.min(SIDE - 1, Math.floor(value * scale)));
    return { x: clamp(event.clientX - box.left), y: clamp(event.clientY - box.top) };
  }

  key(event) {
    const step = event.shiftKey ? 16 : 1;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const move = moves[event.key];
    if (move) {
      this.moveTo({ x: limit(this.place.x + move[0]), y: limit(this.place.y + move[1]) });
      say(this.here.textContent);
    } else if (event.key === 'Enter') this.open();
    else if (event.key === 'Backspace' || event.key === 'Escape') this.onBack();
    else if (event.key.toLowerCase() === 'a' && this.onAsk) this.onAsk(this.network(this.data.blockLength));
    else return;
    event.preventDefault();
  }

  moveTo(place) {
    this.place = place;
    this.describe();
    const size = 100 / SIDE;
    Object.assign(this.mark.style, {
      left: place.x * size + '%', top: place.y * size + '%', width: 'max(8px, ' + size + '%)', height: 'max(8px, ' + size + '%)',
    });
    this.mark.hidden = false;
  }

  /** Opens the network of 256 blocks under the mark, or the address if there is nothing smaller. */
  open() {
    const { blockLength } = this.data;
    this.onOpen(this.network(blockLength === 32 ? 32 : blockLength - 8));
  }

  /** The network of a length that the block at a place lies in. */
  network(length, { x, y } = this.place) {
    const block = blockAt(x, y);
    const address = this.data.first + block * 2 ** (32 - this.data.blockLength);
    const size = 2 ** (32 - length);
    const first = Math.floor(address / size) * size;
    const dotted = [24, 16, 8, 0].map(bits => Math.floor(first / 2 ** bits) % 256).join('.');
    return length === 32 ? dotted : dotted + '/' + length;
  }

  describe() {
    const layers = this.blocks[blockAt(this.place.x, this.place.y)].map(index => this.data.layers[index]);
    this.here.replaceChildren(
      el('strong', {}, this.network(this.data.blockLength)),
      ...layers.map(layer => el('div', {}, layer.name)));
  }

  paint() {
    const context = this.canvas.getContext('2d');
    const image = context.createImageData(SIDE, SIDE);
    const colours = this.data.layers.map(layer => rgb(colour(layer)));
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const labels = this.blocks[blockAt(x, y)];
        const striped = labels.length > 1 && (x + y) % 2 === 1;
        const [red, green, blue] = colours[labels[striped ? 1 : 0]];
        image.data.set([red, green, blue, 255], (y * SIDE + x) * 4);
      }
    }
    context.putImageData(image, 0, 0);
  }
}

function limit(value) {
  return Math.max(0, Math.min(SIDE - 1, value));
}

function rgb(hex) {
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
}

/** The layers of each block, from runs of [count, layers]. */
function runsOf(runs) {
  return runs.flatMap(({ blocks, layers }) => Array(blocks).fill(layers));
}

/** The inverse of the Hilbert curve: the block at a place. */
function blockAt(x, y) {
  let block = 0;
  for (let side = SIDE / 2; side > 0; side >>= 1) {
    const right = x & side ? 1 : 0;
    const down = y & side ? 1 : 0;
    block += side * side * ((3 * right) ^ down);
    if (!down) {
      if (right) { x = SIDE - 1 - x; y = SIDE - 1 - y; }
      [x, y] = [y, x];
    }
  }
  return block;
}
