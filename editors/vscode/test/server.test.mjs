import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { findServer } from '../out/server.mjs';

let folder;
let program;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsocks-vscode-'));
  program = join(folder, 'tsocks-lsp');
  await writeFile(program, '#!/bin/sh\n');
  await chmod(program, 0o755);
  await writeFile(join(folder, 'text'), 'no program');
  await mkdir(join(folder, 'folders', 'tsocks-lsp'), { recursive: true });
});

after(() => rm(folder, { recursive: true }));

test('the settings come first', async () => {
  assert.deepEqual(await findServer(program, '', '/nowhere'), { path: program });
});

test('what the settings name has to be a program', async () => {
  for (const wrong of ['tsocks-lsp', './tsocks-lsp', join(folder, 'text'), join(folder, 'missing'), folder]) {
    const server = await findServer(wrong, folder, folder);
    assert.equal(server.path, undefined);
    assert.match(server.reason, /tsocks\.server\.path is .*, which is not the absolute path of a program\./);
  }
});

test('then PATH, then where packages put it', async () => {
  assert.deepEqual(await findServer('', `/nowhere${delimiter}${folder}`, '/nowhere'), { path: program });
  assert.deepEqual(await findServer('', '/nowhere', folder), { path: program });
});

test('folders of the open project do not count', async () => {
  process.chdir(folder);
  const server = await findServer('', `${delimiter}.${delimiter}folders`, '/nowhere');
  assert.equal(server.path, undefined);
  assert.match(server.reason, /tsocks-lsp is not installed/);
});

test('a folder of that name is no program', async () => {
  assert.equal((await findServer('', join(folder, 'folders'), '/nowhere')).path, undefined);
});
