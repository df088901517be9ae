// Writes the licences of what esbuild has put into the extension: licences.mjs META-FILE OUTPUT

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [meta, output] = process.argv.slice(2);
const inputs = Object.keys(JSON.parse(readFileSync(meta, 'utf8')).inputs);
const packages = new Set(inputs.map(input => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));

const licences = [...packages].sort().map(folder => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^(licen[cs]e|thirdpartynotices)/i.test(entry));
  if (file === undefined) {
    throw new Error(`${folder} has no licence`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
});
writeFileSync(output, licences.join('\n' + '-'.repeat(80) + '\n\n'));
