// SPDX-License-Identifier: Apache-2.0
// Broken copies of the hostile site, for the tests of the checks.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync} from 'node:fs';
import {join} from 'node:path';
import {tell} from './findings.mjs';
import {sites, workFolder} from './site.mjs';

export const hostile = sites.find(site => site.name === 'hostile');
export const sample = sites.find(site => site.name === 'sample');
export const item = 'items/2026/h-md-2026-0001.html', list = 'years/2026.html', data = 'data/items-2026.json', csv = 'data/items-2026.csv';
export const css = hostile.paths.find(path => path.endsWith('.css'));

/// A copy of `site` in which `from` (a text or a pattern) on `path` has become `to`.
export function changed(site, path, from, to) {
  const text = site.text(path), broken = text.replace(from, to);
  assert.notEqual(broken, text, `${path} has no ${from}`);
  return site.with({[path]: broken});
}
export const edit = (path, from, to) => changed(hostile, path, from, to);
export const add = (path, text) => hostile.with({[path]: text});
export const append = (path, text) => add(path, hostile.text(path) + text);
export const remove = path => { assert.ok(hostile.has(path), path); return hostile.with({[path]: null}); };
export const inMain = html => edit(item, '</main>', html + '</main>');

/// Puts a broken copy into a folder of its own.
export function write(site) {
  const folder = join(mkdtempSync(join(workFolder(), 'broken-')), 'site');
  mkdirSync(folder);
  return site.write(folder);
}

/// Fails unless each pattern is among the findings.
export function found(findings, ...patterns) {
  for (const pattern of patterns) assert.ok(findings.some(each => pattern.test(each.what)), `${pattern} is not found; but this:\n${tell(findings)}`);
}
