// SPDX-License-Identifier: Apache-2.0
// The checks that need nothing but the files.
import {describe, test} from 'node:test';
import * as closed from './checks/closed.mjs';
import * as formats from './checks/formats.mjs';
import * as links from './checks/links.mjs';
import * as norms from './checks/norms.mjs';
import {none} from './findings.mjs';
import {sites} from './site.mjs';

for (const site of sites) {
  describe(site.name, () => {
    test('XML and SVG are well-formed', () => none(formats.checkXml(site)));
    test('feeds are RSS 2.0', () => none(formats.checkFeeds(site)));
    test('sitemaps and pages correspond', () => none(formats.checkSitemaps(site)));
    test('robots.txt names the sitemap', () => none(formats.checkRobots(site)));
    test('JSON parses and is true', () => none(formats.checkJson(site)));
    test('CSV parses, runs no formula, and equals the JSON', () => none(formats.checkCsv(site)));
    test('scripts parse', () => none(formats.checkScripts(site)));
    test('workbooks are whole', () => none(formats.checkWorkbooks(site)));

    test('links resolve inside the output', () => none(links.checkLinks(site)));
    test('style sheets and pictures refer to nothing outside', () => none(links.checkStyles(site)));
    test('paths are lower-case ASCII and unique', () => none(links.checkPaths(site)));
    test('no script or style inside pages', () => none(links.checkInline(site)));
    test('every file can be reached', () => none(links.checkReach(site)));
    test('references and aliases lead to their items', () => none(links.checkReferences(site)));
    test('links work under a sub-path and from file:', async () => none(await links.checkServed(site)));

    test('the manifest matches', () => none(closed.checkManifest(site)));
    test('only public items are published', () => none(closed.checkState(site)));
    test('nothing private gets out', () => none(closed.checkSecrets(site, {sample: 50, hostile: 50}[site.name])));

    test('meta tags of the guideline, canonical, language', () => none(norms.checkMeta(site)));
    test('headings, landmarks, tables, pictures', () => none(norms.checkStructure(site)));
  });
}
