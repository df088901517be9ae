// Colours come from the grammar in syntaxes/; all else is asked of tsocks-lsp, the language server of the tsocks package.

import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { findServer } from './server';

let client: LanguageClient | undefined;

/** Starts and ends take turns: who changes a setting twice wants the last one. */
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand('tsocks.restart', restart),
    vscode.workspace.onDidChangeConfiguration(async change => {
      if (change.affectsConfiguration('tsocks.server.path')) {
        await restart();
      }
    }),
  );
  turn = start();
  await turn;
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.stop();
  } catch {
    // One that did not start cannot be stopped.
  }
}

function restart(): Promise<void> {
  turn = turn.then(deactivate).then(start);
  return turn;
}

async function start(): Promise<void> {
  const wanted = vscode.workspace.getConfiguration('tsocks').get<string>('server.path', '');
  const server = await findServer(wanted, process.env.PATH ?? '');
  if (server.path === undefined) {
    tellMissing(server.reason);
    return;
  }
  const options: ServerOptions = { command: server.path, args: ['--stdio'] };
  const documents: LanguageClientOptions = { documentSelector: [{ language: 'tsocks', scheme: 'file' }, { language: 'tsocks', scheme: 'untitled' }] };
  const started = new LanguageClient('tsocks', 'tsocks.conf', options, documents);
  client = started;
  try {
    await started.start();
  } catch (e) {
    void vscode.window.showErrorMessage(`${server.path} does not work as a language server: ${e instanceof Error ? e.message : e}`);
  }
}

function tellMissing(reason: string): void {
  const settings = 'Open settings';
  void vscode.window.showWarningMessage(reason, settings).then(chosen => {
    if (chosen === settings) {
      void vscode.commands.executeCommand('workbench.action.openSettings', 'tsocks.server.path');
    }
  });
}
