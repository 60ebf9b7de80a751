// SPDX-License-Identifier: Apache-2.0
// Nothing private gets out, and the manifest tells exactly what did.
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {parseFragment} from 'parse5';
import {finding} from '../findings.mjs';
import {unzip} from './formats.mjs';

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

export function checkManifest(site) {
  const findings = [];
  const path = 'manifest.sha256';
  if (!site.has(path)) return [finding(path, 'missing')];
  const text = site.text(path);
  if (!text.endsWith('\n')) findings.push(finding(path, 'the last line does not end'));
  const named = new Set();
  let before = '';
  text.split('\n').slice(0, -1).forEach((line, number) => {
    const match = /^([0-9a-f]{64})  (.+)$/.exec(line);
    if (!match) { findings.push(finding(path, `line ${number + 1} is not of sha256sum: ${line.slice(0, 100)}`)); return; }
    const [, digest, name] = match;
    if (named.has(name)) findings.push(finding(path, `${name} is named twice`));
    if (Buffer.compare(Buffer.from(name), Buffer.from(before)) < 0) findings.push(finding(path, `${name} stands behind ${before}: not sorted`));
    before = name;
    named.add(name);
    if (!site.has(name)) findings.push(finding(path, `names ${name}, which does not exist`));
    else if (sha256(site.files.get(name)) !== digest) findings.push(finding(name, 'differs from its digest in the manifest'));
  });
  for (const each of site.paths) if (each !== path && !named.has(each)) findings.push(finding(each, 'not in the manifest'));
  return findings;
}

const unescapeHtml = text => (text.includes('&') ? text.replace(/&(?:[a-z]+|#\d+|#x[0-9a-f]+);/gi, entity => parseFragment(entity).childNodes[0]?.value ?? entity) : text);
const unescapeJson = text => text.replace(/\\u([0-9a-f]{4})|\\(["\\/])/gi, (_, code, character) => (code ? String.fromCharCode(parseInt(code, 16)) : character));
const squeeze = text => text.replace(/\s+/g, ' ');

/// All text of the output, by file: as it is read after unescaping, archives opened.
function textsOf(site) {
  const texts = [];
  for (const [path, bytes] of site.files) {
    // An attachment is published whole, as its author made it.
    if (/^items\/\d+\/[^/]+\/./.test(path)) continue;
    if (path.endsWith('.xlsx')) {
      for (const [name, content] of unzip(bytes)) texts.push([`${path}!${name}`, squeeze(unescapeHtml(content.toString('utf8')))]);
      continue;
    }
    const text = bytes.toString('utf8');
    texts.push([path, squeeze(/\.(html|xml|svg)$/.test(path) ? unescapeJson(unescapeHtml(text)) : /\.(json|js)$/.test(path) ? unescapeJson(text) : text)]);
  }
  return texts;
}

/// What readers may read: fields and bodies of public records, vocabularies, pages, reports.
function publicText(site) {
  const open = site.records.flatMap(record => (record.state === 'public' ? [...record.fields, ...record.lines] : record.state === 'on-request' ? record.fields : []));
  return squeeze(open.join('\n') + '\n' + site.rest.text);
}

/// Texts that must not get out, with what they are.
export function secretsOf(site) {
  const secrets = new Map();
  const open = publicText(site);
  // What is public elsewhere as well is no secret here; short words would be found anywhere.
  const add = (text, least, what, isIndex = false) => {
    const plain = squeeze(text).trim();
    if (/^[\d\s:.、至年月日起-]+$/.test(plain) && !isIndex) return;  // dates and numbers tell nothing
    if ([...plain].length >= least && !open.includes(plain) && !secrets.has(plain)) secrets.set(plain, what);
  };
  const body = (record, what) => record.lines.forEach(line => {
    // Markup may be shown in another way: whole pieces between marks are compared.
    for (const piece of line.replace(/\]\([^)]*\)/g, ' ').split(/[*_`|[\]\\~^#>]|&\w+;/)) add(piece, 8, what);
  });
  for (const {path, comment} of site.rest.comments) add(comment, 12, `a comment in ${path}`);
  for (const record of site.records) {
    for (const text of record.internal) add(text, 2, `internal to ${record.path}`);
    if (record.state === 'held') {
      add(record.index, 1, `index number of ${record.path}, which is held back`, true);
      add(record.title, 1, `title of ${record.path}, which is held back`);
      for (const text of record.fields) add(text, 6, `field of ${record.path}, which is held back`);
    }
    if (record.state === 'withdrawn') {
      const {reason} = record.item.withdrawn;
      if (record.hidesTitle) add(record.title, 1, `title of ${record.path}, hidden when it was withdrawn`);
      for (const text of record.fields) if (text !== reason && text !== record.title && text !== record.index && !record.aliases.includes(text)) add(text, 6, `field of ${record.path}, which is withdrawn`);
    }
    if (record.state !== 'public') body(record, `body of ${record.path}, which is ${record.state}`);
  }
  return secrets;
}

export function checkSecrets(site, least = 0) {
  const findings = [];
  const secrets = secretsOf(site);
  const texts = textsOf(site);
  const whole = texts.map(([, text]) => text).join('\n\0\n');
  for (const [secret, what] of secrets) {
    if (!whole.includes(secret)) continue;
    for (const [path, text] of texts) if (text.includes(secret)) findings.push(finding(path, `“${secret.slice(0, 60)}” is ${what}`));
  }
  // Nothing to look for means that nothing was looked for.
  if (secrets.size < least) findings.push(finding('content', `only ${secrets.size} secrets were looked for, ${least} expected`));
  return findings;
}

/// Which items have pages, and files of which are there.
export function checkState(site) {
  const findings = [];
  const published = site.published;
  const heldByLog = new Set([...site.log.matchAll(/\[H\d{3}\].*\n\s*--> (content\/items\/[^:\n]+)/g)].map(match => match[1]));
  const tombstones = new Map(site.pages.filter(page => page.kind === 'tombstone').map(page => [page.all('dd')[0]?.text, page]));
  const digests = new Map();
  for (const [path, bytes] of site.files) if (path.startsWith('items/') && !path.endsWith('.html')) digests.set(sha256(bytes), path);
  const openFiles = new Set(site.records.filter(each => each.state === 'public').flatMap(each => each.files).map(file => sha256(readFileSync(file))));
  for (const record of site.records) {
    const own = published.get(record.index);
    const say = what => findings.push(finding(record.path, what));
    if (record.state === 'held') {
      if (own) say(`must be held back, but is published as ${own.path}`);
      if (!heldByLog.has(record.path)) say('must be held back, but the build doesn\'t tell so');
    } else if (record.state === 'withdrawn') {
      if (own) say(`is withdrawn, but published as ${own.path}`);
      if (!tombstones.has(record.index)) say('is withdrawn, but no page says so');
    } else if (!own && !heldByLog.has(record.path)) {
      say('is public, but nothing shows it and the build doesn\'t say why');
    } else if (own && !site.page(own.path).text.includes('<h1')) {
      say(`${own.path} has no title`);
    }
    if (record.state === 'public' && own) continue;
    for (const file of record.files) {
      const digest = sha256(readFileSync(file));
      if (digests.has(digest) && !openFiles.has(digest)) findings.push(finding(digests.get(digest), `an attachment of ${record.path}, which is ${record.state}`));
    }
  }
  // And the other way: nothing is published that no record stands for.
  for (const [index, item] of published) if (!site.records.some(record => record.index === index)) findings.push(finding(item.path, `no record has the index number ${index}`));
  const pages = site.pages.filter(page => page.kind === 'item');
  if (pages.length !== published.size) findings.push(finding('items', `${pages.length} pages of items, ${published.size} items in the open data`));
  return findings;
}
