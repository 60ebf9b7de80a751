// SPDX-License-Identifier: Apache-2.0
// The Nu Html Checker on whole folders.
import {execFile} from 'node:child_process';
import {createRequire} from 'node:module';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {finding} from '../findings.mjs';

const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

/// Messages that are no faults of ours, each with its reason. None so far.
export const excused = [];

/// One run over all `sites`; findings by site.
export async function checkValidity(sites) {
  const folders = sites.map(site => site.folder);
  const {stdout} = await promisify(execFile)('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', '--skip-non-html', ...folders], {maxBuffer: 1 << 28});
  const {messages} = JSON.parse(stdout);
  const findings = new Map(sites.map(site => [site.name, []]));
  for (const message of messages) {
    if (excused.some(({pattern}) => pattern.test(message.message))) continue;
    const path = message.url ? fileURLToPath(message.url) : '';
    const site = sites.find(each => path.startsWith(each.folder + '/'));
    const found = finding(site ? relative(site.folder, path) : path || 'vnu', `${message.subType ?? message.type}: ${message.message}`, message.extract?.replace(/\s+/g, ' '));
    found.line = message.lastLine;
    (findings.get(site?.name) ?? findings.get(sites[0].name)).push(found);
  }
  return findings;
}
