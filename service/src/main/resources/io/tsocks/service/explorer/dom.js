// Building blocks of the pages. Text always goes in as text, never as markup.

/** Makes an element. Attributes whose value is false, null or undefined are left out; "on…" are listeners. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** The parts of a page that change by themselves are read out by screen readers. */
export function say(text) {
  document.getElementById('said').textContent = text;
}

export function heading(title, lead) {
  document.title = title + ' · tsocks';
  return [el('h1', {}, title), lead ? el('p', { class: 'lead' }, lead) : null];
}

export function number(value) {
  return value.toLocaleString('en');
}

export function bytes(count) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return (unit === 0 ? count : count.toFixed(count < 10 ? 1 : 0)) + ' ' + units[unit];
}

/** A moment as people say it, with the exact one behind it. */
export function moment(iso) {
  if (!iso) return '';
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(iso)) / 1000));
  const steps = [[60, 's', 1], [3600, 'min', 60], [86400, 'h', 3600], [Infinity, 'd', 86400]];
  const [, unit, size] = steps.find(([limit]) => seconds < limit);
  return el('time', { datetime: iso, title: iso }, Math.floor(seconds / size) + ' ' + unit + ' ago');
}

/** Where a connection goes, in a word or two and in the colour of the route. */
export function routeChip(outcome) {
  return el('span', { class: 'chip ' + outcome.route }, routeText(outcome));
}

export function routeText(outcome) {
  if (outcome.route !== 'via') return outcome.route;
  if (!outcome.group) return 'via ' + outcome.server.uri;
  return 'via ' + outcome.group.select + ' of ' + outcome.group.servers.map(server => server.uri).join(', ');
}

export function askLink(destination, text = destination) {
  return el('a', { href: '#/ask?to=' + encodeURIComponent(destination) }, text);
}

export function lineLink(line) {
  return el('a', { href: '#/policy?line=' + line }, 'line ' + line);
}

/** A table with a head; each row is a list of cells. */
export function table(heads, rows, caption) {
  return el('div', { class: 'scroll' },
    el('table', {},
      caption ? el('caption', { class: 'unseen' }, caption) : null,
      el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map(cell => el('td', {}, cell)))))));
}

/** What went wrong, from a problem document or an exception. */
export function failure(problem) {
  const details = findingsOf(problem.findings);
  return el('div', { class: 'card', role: 'alert' },
    el('p', {}, el('span', { class: 'chip error' }, problem.title ?? 'Error'), ' ', problem.detail ?? problem.message ?? ''),
    details.length ? findingList(details) : null);
}

/** The findings of a report of the linter about one file. */
export function findingsOf(report) {
  return report?.files?.[0]?.findings ?? [];
}

export function findingList(findings) {
  return el('ul', { class: 'findings' }, findings.map(finding =>
    el('li', {},
      el('span', { class: 'chip ' + severityClass(finding.severity) }, finding.severity), ' ',
      lineLink(finding.start.line), ': ', finding.message, ' ', el('code', {}, finding.id),
      finding.help ? el('span', { class: 'why' }, el('br'), finding.help) : null)));
}

export function severityClass(severity) {
  return severity === 'style' ? 'info' : severity;
}

/** Where something holds, of the findings and changes of the service, in at most eight pieces. */
export function territory(row) {
  const networks = (row.regions ?? []).flatMap(region => region.networks.map(network => network + ports(region.ports)));
  const names = (row.names ?? []).flatMap(part => part.patterns.map(pattern => pattern.pattern + ports(part.ports)));
  const pieces = [...networks, ...names];
  return pieces.slice(0, 8).join(', ') + (pieces.length > 8 ? ' and ' + number(pieces.length - 8) + ' more' : '');
}

function ports(ranges) {
  if (ranges.length === 1 && ranges[0].first === 1 && ranges[0].last === 65535) return '';
  return ' port ' + ranges.map(({ first, last }) => first === last ? first : first + '–' + last).join(', ');
}

/** The changes between two policies, in words. */
export function changeList(diff) {
  const changes = [...diff.changes, ...(diff.nameChanges ?? [])];
  const ways = diff.wayChanges ?? [];
  if (diff.equal || changes.length + ways.length === 0) return el('p', { class: 'empty' }, 'No destination changes its route.');
  return el('ul', { class: 'changes' },
    changes.slice(0, 200).map(change => el('li', {},
      routeChip(change.before), ' → ', routeChip(change.after), ': ', el('code', {}, territory(change)), ', for example ',
      askLink(change.after.example.destination))),
    ways.map(way => el('li', {}, el('code', {}, way.server), ' is reached ' + way.after + ', not ' + way.before)),
    changes.length > 200 ? el('li', {}, 'and ' + number(changes.length - 200) + ' more') : null);
}
