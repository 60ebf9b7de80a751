// SPDX-License-Identifier: Apache-2.0
// The checks that need a browser.
import {after, describe, test} from 'node:test';
import {checkLooks, checkPaper, checkPlain, launch} from './checks/browser.mjs';
import {none} from './findings.mjs';
import {sites} from './site.mjs';

const browser = await launch();
after(() => browser.close());

for (const site of sites) {
  describe(site.name, () => {
    test('every width, both schemes, keyboard, policy', async () => none(await checkLooks(site, browser)));
    test('without scripts and from file:', async () => none(await checkPlain(site, browser)));
    test('on paper', async () => none(await checkPaper(site, browser)));
  });
}
