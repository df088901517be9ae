// Questions to the service. The token comes in the fragment of the first URL, which no server sees.

const KEY = 'tsocks-token';

/** Takes the token out of the address bar, so that it is in no history and in no link that is shared. */
export function takeToken() {
  const match = /^#token=([A-Za-z0-9_-]+)(?:&to=(.*))?$/.exec(location.hash);
  if (match) {
    sessionStorage.setItem(KEY, match[1]);
    history.replaceState(null, '', location.pathname + '#/' + (match[2] ?? 'ask'));
  }
}

export function useToken(token) {
  sessionStorage.setItem(KEY, token);
}

function headers(more = {}) {
  const token = sessionStorage.getItem(KEY);
  return token ? { Authorization: 'Bearer ' + token, ...more } : more;
}

/** An answer that says why it is none (RFC 9457). */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail ?? document.title ?? 'The service answered ' + status);
    this.status = status;
    Object.assign(this, document);
  }
}

async function ask(method, path, { body, type, match, signal, hidden } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method, body, signal,
      headers: headers({
        ...(type ? { 'Content-Type': type } : {}),
        ...(match ? { 'If-Match': match } : {}),
        ...(hidden ? { 'Tsocks-Secrets': 'hidden' } : {}),
      }),
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, { title: 'No answer', detail: 'The service does not answer. Is tsocksd still running?' });
  }
  if (!response.ok) throw new Problem(response.status, await problemOf(response));
  return response;
}

async function problemOf(response) {
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json');
  const text = await response.text();
  try {
    return isJson ? JSON.parse(text) : { title: response.statusText, detail: text };
  } catch {
    return { title: response.statusText, detail: text };
  }
}

export async function get(path, options) {
  return (await ask('GET', path, options)).json();
}

/** A text without its passwords, and the entity tag that an apply has to name. */
export async function getText(path) {
  const response = await ask('GET', path);
  return { text: await response.text(), tag: response.headers.get('ETag') };
}

/** Sends a body. Hidden says that passwords in it are hidden as they were in the text that was shown. */
export async function send(method, path, body, { type = 'application/json', match, signal, hidden } = {}) {
  const response = await ask(method, path, { body, type, match, signal, hidden });
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}

/**
 * Follows the events of the service until the signal aborts. An EventSource cannot carry a token, so the stream is
 * read here (HTML Standard, section 9.2.6). Reconnects with the last identifier.
 */
export async function follow(path, onEvent, onState, signal) {
  let last = null;
  while (!signal.aborted) {
    try {
      const response = await fetch(path, {
        signal, headers: headers({ Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) }),
      });
      if (!response.ok) throw new Problem(response.status, await problemOf(response));
      onState('connected');
      for await (const event of eventsOf(response.body)) {
        last = event.id ?? last;
        onEvent(event);
      }
      onState('interrupted');
    } catch (error) {
      if (signal.aborted) return;
      onState('interrupted', error);
      if (error.status === 401 || error.status === 403) return;
    }
    await pause(1000, signal);
  }
}

function pause(milliseconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parsed(block);
      if (event) yield event;
    }
  }
}

function parsed(block) {
  const event = { type: 'message', id: null, data: [] };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'data') event.data.push(value);
    else if (field === 'event') event.type = value;
    else if (field === 'id') event.id = value;
  }
  return event.data.length ? { ...event, data: JSON.parse(event.data.join('\n')) } : null;
}
