// A session in a real VS Code: its server part runs here, and its window is a page of Chromium.
//
// TSOCKS_LSP_FOLDER is the folder of tsocks-lsp, CHROMIUM the browser, and SCREENSHOT a picture that is made at the end. What
// npm installs is not run but for two libraries: the others compile or download what only the terminal needs.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const vscode = join(here, 'node_modules/code-server/lib/vscode');
const TEXT = `local=10.1.0.0/16
path {
    reaches = 10.1.2.0/24
    server = socks5://10.1.0.1
}
fallback = yes
locale = 5
# expect 10.1.0.0/16 direct
`;

let folder;
let server;
let browser;
let page;

async function freePort() {
  const socket = createServer().listen(0, '127.0.0.1');
  await new Promise(done => socket.once('listening', done));
  const { port } = socket.address();
  await new Promise(done => socket.close(done));
  return port;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsocks-vscode-'));
  const extensions = join(folder, 'extensions');
  await mkdir(join(folder, 'home'));
  await mkdir(join(folder, 'work'));
  await mkdir(extensions);
  execFileSync('unzip', ['-q', join(here, '../out/tsocks.vsix'), '-d', join(folder, 'vsix')]);
  await rename(join(folder, 'vsix/extension'), join(extensions, 'tsocks.tsocks-0.1.0'));
  await writeFile(join(folder, 'work/tsocks.conf'), TEXT);
  await mkdir(join(folder, 'data/Machine'), { recursive: true });
  await writeFile(
    join(folder, 'data/Machine/settings.json'),
    JSON.stringify({ 'tsocks.server.path': join(process.env.TSOCKS_LSP_FOLDER, 'tsocks-lsp') }),
  );

  const port = await freePort();
  server = spawn(
    'node',
    ['out/server-main.js', '--host', '127.0.0.1', '--port', `${port}`, '--without-connection-token',
      '--accept-server-license-terms', '--disable-telemetry', '--server-data-dir', folder, '--extensions-dir', extensions],
    {
      cwd: vscode,
      env: { HOME: join(folder, 'home'), PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of server.stdout) {
    if (`${line}`.includes('Extension host agent listening')) {
      break;
    }
  }
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(20_000);
  await page.goto(`http://127.0.0.1:${port}/?folder=${join(folder, 'work')}`);
  await page.getByRole('button', { name: 'Yes, I trust the authors' }).click();
  await page.getByText('tsocks.conf').first().dblclick();
});

after(async () => {
  if (page && process.env.SCREENSHOT) {
    await page.screenshot({ path: process.env.SCREENSHOT });
  }
  await browser?.close();
  server?.kill();
  await rm(folder, { recursive: true, force: true });
});

test('a mistake is underlined, and named among the problems', async () => {
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
  await page.getByText('TS101').first().waitFor();
  await page.getByText('TS305').first().waitFor();
});

test('names of statements are coloured', async () => {
  const colour = text => page.locator('.view-line span span', { hasText: text }).first().evaluate(span => getComputedStyle(span).color);
  assert.notEqual(await colour('fallback'), await colour('yes'));
});

test('an expectation is answered in its place once the mistake is gone', async () => {
  await page.locator('.view-line', { hasText: 'locale' }).click();
  await page.keyboard.press('Control+Shift+K');
  await page.locator('.codelens-decoration', { hasText: 'met' }).first().waitFor();
});

test('the layout is that of tsocks-validate format', async () => {
  await page.locator('.view-line').first().click();
  await page.keyboard.press('Control+Shift+I');
  await page.locator('.view-line', { hasText: 'local = 10.1.0.0/16' }).first().waitFor();
  await page.keyboard.press('Control+S');
  for (let text = ''; !text.startsWith('local = 10.1.0.0/16\n'); ) {
    text = await readFile(join(folder, 'work/tsocks.conf'), 'utf8');
  }
});
