// Where the language server is. It knows nothing of the editor.

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** A program to start, or a sentence that says why there is none. */
export type Server = { path: string } | { path: undefined; reason: string };

const NAME = 'tsocks-lsp';

/** Where the packages put it; a desktop's PATH may lack it. */
const INSTALLED = '/usr/lib/tsocks/bin';

/**
 * Finds the language server.
 *
 * Folders of `searchPath` that are not absolute do not count: they would lead into the folder that is open, and what is
 * there is not to be run because somebody looks at it.
 *
 * @param wanted what the settings say; empty for nothing
 * @param searchPath folders as in PATH
 */
export async function findServer(wanted: string, searchPath: string, installed = INSTALLED): Promise<Server> {
  if (wanted !== '') {
    return isAbsolute(wanted) && (await isProgram(wanted))
      ? { path: wanted }
      : { path: undefined, reason: `tsocks.server.path is ${wanted}, which is not the absolute path of a program.` };
  }
  for (const folder of [...searchPath.split(delimiter).filter(isAbsolute), installed]) {
    const path = join(folder, NAME);
    if (await isProgram(path)) {
      return { path };
    }
  }
  return {
    path: undefined,
    reason: `${NAME} is not installed, so tsocks.conf is only coloured. It is part of the package tsocks-java; if it is elsewhere, set tsocks.server.path.`,
  };
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
