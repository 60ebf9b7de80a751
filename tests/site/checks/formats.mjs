// SPDX-License-Identifier: Apache-2.0
// Everything that isn't a page: feeds, sitemaps, SVG, JSON, CSV, scripts, workbooks, robots.txt.
import {inflateRawSync} from 'node:zlib';
import {Script} from 'node:vm';
import {SaxesParser} from 'saxes';
import {parseFragment} from 'parse5';
import {finding} from '../findings.mjs';

// ---- XML

/// The tree of a well-formed document; throws with line and column otherwise.
export function parseXml(text) {
  const parser = new SaxesParser({xmlns: true, position: true});
  const root = {children: []};
  const stack = [root];
  parser.on('error', fault => { throw fault; });
  parser.on('doctype', () => { throw new Error('a document type'); });
  parser.on('opentag', tag => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(each => [each.name, each.value]));
    const element = {name: tag.name, uri: tag.uri, attributes, children: [], text: ''};
    stack.at(-1).children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  const append = text => { if (stack.length > 1) stack.at(-1).text += text; };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.write(text).close();
  return root.children[0];
}

const childrenOf = (element, name) => element.children.filter(each => each.name === name);
const textOf = (element, name) => childrenOf(element, name)[0]?.text;

/// .xml and .svg files, and the SVG inside pages, which must also be XML of its own.
export function checkXml(site) {
  const findings = [];
  const attempt = (at, text, rule) => {
    try {
      const root = parseXml(text);
      rule?.(root);
    } catch (fault) {
      findings.push(finding(at, `not well-formed XML: ${fault.message}`));
    }
  };
  for (const path of site.paths.filter(each => /\.(xml|svg)$/.test(each))) {
    if (!site.text(path).startsWith('<?xml version="1.0" encoding="UTF-8"?>') && path.endsWith('.xml')) findings.push(finding(path, 'no XML declaration with UTF-8'));
    attempt(path, site.text(path), root => {
      if (path.endsWith('.xml') && !['rss', 'urlset', 'sitemapindex'].includes(root.name)) findings.push(finding(path, `unknown root <${root.name}>`));
    });
  }
  for (const page of site.pages) {
    for (const svg of page.all('svg')) attempt(svg, svg.source.replace(/^<svg(?![^>]*xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"'));
  }
  return findings;
}

// ---- feeds

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/// A date as RSS wants it (RFC 822 with a year of four digits), or undefined. The day of the week must be right.
export function readRfc822(text) {
  const match = /^(\w{3}), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4}|GMT)$/.exec(text ?? '');
  if (!match || !months.includes(match[3])) return undefined;
  const day = new Date(Date.UTC(Number(match[4]), months.indexOf(match[3]), Number(match[2])));
  if (day.getUTCDate() !== Number(match[2]) || days[day.getUTCDay()] !== match[1]) return undefined;
  if (Number(match[5]) > 23 || Number(match[6]) > 59 || Number(match[7]) > 59) return undefined;
  return new Date(text);
}

/// A reader shows a description as HTML: it must hold nothing but text and line breaks.
function elementsOf(html) {
  const names = [];
  const walk = node => {
    if (node.tagName) names.push(node.tagName);
    (node.childNodes ?? []).forEach(walk);
  };
  walk(parseFragment(html));
  return names;
}
const htmlText = html => {
  const collect = node => node.value ?? (node.tagName === 'br' ? '\n' : (node.childNodes ?? []).map(collect).join(''));
  return collect(parseFragment(html));
};

export function checkFeeds(site) {
  const findings = [];
  const published = site.published;
  for (const path of site.paths.filter(each => each.endsWith('.xml') && !each.startsWith('sitemap'))) {
    const say = what => findings.push(finding(path, what));
    let root;
    try { root = parseXml(site.text(path)); } catch { continue; }
    if (root.name !== 'rss' || root.attributes.version !== '2.0') { say('not RSS 2.0'); continue; }
    const channels = childrenOf(root, 'channel');
    if (channels.length !== 1) { say(`${channels.length} channels`); continue; }
    const channel = channels[0];
    for (const name of ['title', 'link', 'description']) {
      if (!textOf(channel, name)?.trim()) say(`channel without <${name}>`);
      if (childrenOf(channel, name).length > 1) say(`more than one <${name}> in channel`);
    }
    const home = site.pathOf(textOf(channel, 'link') ?? '');
    if (!home || !site.has(home)) say(`channel link is no page of the site: ${textOf(channel, 'link')}`);
    if (textOf(channel, 'language') !== site.settings.language) say('language differs from the site\'s');
    const self = childrenOf(channel, 'atom:link').filter(each => each.attributes.rel === 'self');
    if (self.length !== 1 || self[0].uri !== 'http://www.w3.org/2005/Atom') say('no atom:link rel="self"');
    else if (self[0].attributes.href !== site.absolute(path)) say(`atom:link self is ${self[0].attributes.href}, not ${site.absolute(path)}`);
    else if (self[0].attributes.type !== 'application/rss+xml') say('atom:link without the type application/rss+xml');
    const items = childrenOf(channel, 'item');
    if (items.length > Number(site.settings.feed_items ?? 50)) say(`${items.length} items, more than feed_items`);
    let newest = -Infinity, before = Infinity;
    const guids = new Set();
    for (const item of items) {
      const title = textOf(item, 'title'), link = textOf(item, 'link') ?? '', guid = childrenOf(item, 'guid')[0], description = textOf(item, 'description');
      const tell = what => say(`item “${(title ?? '').slice(0, 40)}”: ${what}`);
      if (!title?.trim() && !description?.trim()) tell('neither title nor description');
      const target = site.pathOf(link);
      if (!target || !site.has(target)) tell(`link is no page of the site: ${link}`);
      const record = [...published.values()].find(each => each.url === link);
      if (!record) tell(`link is no item of the open data: ${link}`);
      else if (record.title !== title) tell(`title differs from the item's: ${record.title}`);
      if (!guid?.text) tell('no guid');
      else if (guid.attributes.isPermaLink !== 'false' && guid.text !== link) tell(`guid is a permanent link but not the link: ${guid.text}`);
      if (guids.has(guid?.text)) tell('guid occurs twice');
      guids.add(guid?.text);
      const date = readRfc822(textOf(item, 'pubDate'));
      if (!date) tell(`pubDate is no RFC 822 date: ${textOf(item, 'pubDate')}`);
      else {
        if (date > before) tell('newer than the item before it');
        before = date;
        newest = Math.max(newest, date);
      }
      const elements = elementsOf(description ?? '').filter(name => name !== 'br');
      if (elements.length) tell(`description, read as HTML, holds <${elements[0]}>`);
      if (record && !htmlText(description ?? '').startsWith(record.summary ?? record.title)) tell('description, read as HTML, is not the item\'s summary');
    }
    const built = textOf(channel, 'lastBuildDate');
    if (items.length && !readRfc822(built)) say(`lastBuildDate is no RFC 822 date: ${built}`);
    else if (items.length && readRfc822(built) < newest) say('lastBuildDate is before the newest item');
  }
  return findings;
}

// ---- sitemaps

const w3cDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const sitemapNamespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

export function checkSitemaps(site) {
  const findings = [];
  const listed = new Map();
  const read = (path, root, child) => {
    let tree;
    try { tree = parseXml(site.text(path)); } catch (fault) { return []; }
    if (tree.name !== root || tree.uri !== sitemapNamespace) findings.push(finding(path, `not a <${root}> of sitemap 0.9`));
    const entries = childrenOf(tree, child);
    if (entries.length > 50000) findings.push(finding(path, `${entries.length} URLs, more than 50,000`));
    if (site.files.get(path).length > 52428800) findings.push(finding(path, 'larger than 50 MiB'));
    return entries.map(entry => {
      const loc = textOf(entry, 'loc') ?? '', lastmod = textOf(entry, 'lastmod');
      const target = site.pathOf(loc);
      if (loc.length > 2048) findings.push(finding(path, `URL of ${loc.length} characters: ${loc.slice(0, 80)}…`));
      if (!target || !site.has(target)) findings.push(finding(path, `loc is no file of the site: ${loc}`));
      if (lastmod !== undefined && !w3cDate.test(lastmod)) findings.push(finding(path, `lastmod is no W3C date: ${lastmod}`));
      return {target, loc};
    });
  };
  if (!site.has('sitemap.xml')) return [finding('sitemap.xml', 'missing')];
  const parts = read('sitemap.xml', 'sitemapindex', 'sitemap').map(each => each.target);
  for (const path of site.paths.filter(each => each.startsWith('sitemaps/'))) {
    if (!parts.includes(path)) findings.push(finding(path, 'not in sitemap.xml'));
    for (const {target, loc} of read(path, 'urlset', 'url')) {
      if (listed.has(target)) findings.push(finding(path, `${loc} is listed twice, also in ${listed.get(target)}`));
      listed.set(target, path);
    }
  }
  for (const page of site.pages) {
    const wanted = page.isIndexed && page.path !== '404.html';
    if (wanted && !listed.has(page.path)) findings.push(finding(page.path, 'a page that no sitemap lists'));
    if (!wanted && listed.has(page.path)) findings.push(finding(page.path, `not to be indexed, but listed in ${listed.get(page.path)}`));
  }
  for (const target of listed.keys()) if (target && !target.endsWith('.html')) findings.push(finding(listed.get(target), `lists ${target}, which is no page`));
  return findings;
}

export function checkRobots(site) {
  if (!site.has('robots.txt')) return [finding('robots.txt', 'missing')];
  const lines = site.text('robots.txt').split('\n');
  const sitemaps = lines.filter(line => line.startsWith('Sitemap: ')).map(line => line.slice(9));
  if (sitemaps.length === 1 && site.pathOf(sitemaps[0]) === 'sitemap.xml') return [];
  return [finding('robots.txt', `names the sitemap ${sitemaps.join(', ') || 'nowhere'}, not ${site.absolute('sitemap.xml')}`)];
}

// ---- JSON

/// JSON.parse keeps the last of two equal keys in silence; this reports them.
function parseJson(text) {
  const value = JSON.parse(text);
  let at = 0;
  const skip = () => { while (/[\s,:]/.test(text[at] ?? '')) ++at; };
  const string = () => { const from = at++; while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1; return JSON.parse(text.slice(from, ++at)); };
  const walk = () => {
    skip();
    if (text[at] === '"') string();
    else if (text[at] === '[') { for (++at, skip(); text[at] !== ']'; skip()) walk(); ++at; }
    else if (text[at] === '{') {
      const keys = new Set();
      for (++at, skip(); text[at] !== '}'; skip()) {
        const key = string();
        if (keys.has(key)) throw new Error(`the key “${key}” occurs twice`);
        keys.add(key);
        walk();
      }
      ++at;
    } else while (/[^\s,\]}]/.test(text[at] ?? ' ')) ++at;
  };
  walk();
  return value;
}

export function checkJson(site) {
  const findings = [];
  const read = (at, text) => {
    try { return parseJson(text); } catch (fault) { findings.push(finding(at, `not JSON: ${fault.message}`)); return undefined; }
  };
  for (const path of site.paths.filter(each => each.endsWith('.json'))) {
    const value = read(path, site.text(path));
    if (value && /[\u2028\u2029]/.test(site.text(path))) findings.push(finding(path, 'holds U+2028 or U+2029 unescaped'));
    if (path === 'data/catalogue.json' && value) {
      for (const file of value.files) if (!site.has(site.pathOf(file.url) ?? '')) findings.push(finding(path, `names ${file.url}, which is no file of the site`));
      const named = new Set(value.files.map(each => site.pathOf(each.url)));
      for (const each of site.paths.filter(other => /^data\/items-/.test(other))) if (!named.has(each)) findings.push(finding(path, `doesn't name ${each}`));
    }
    if (/^data\/items-/.test(path) && value) {
      for (const item of value.items) {
        const target = site.pathOf(item.url);
        if (!target || !site.has(target)) findings.push(finding(path, `item ${item.index}: ${item.url} is no page of the site`));
        for (const url of item.attachments ?? []) if (!site.has(site.pathOf(url) ?? '')) findings.push(finding(path, `item ${item.index}: ${url} is no file of the site`));
      }
    }
  }
  for (const page of site.pages) {
    for (const script of page.all('script').filter(each => each.get('type') === 'application/ld+json')) {
      if (/<\/|<!--/.test(script.text)) findings.push(finding(script, 'JSON-LD holds < unescaped'));
      const value = read(script, script.text);
      if (value && value['@context'] !== 'https://schema.org') findings.push(finding(script, 'JSON-LD without schema.org'));
      if (value?.url && value.url !== page.link('canonical')) findings.push(finding(script, `JSON-LD names the URL ${value.url}`));
    }
  }
  return findings;
}

// ---- CSV

/// Rows of RFC 4180 with CRLF; throws where the text breaks the rules.
export function parseCsv(text) {
  const rows = [];
  let row = [], at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (++at; ; ) {
        const quote = text.indexOf('"', at);
        if (quote < 0) throw new Error(`row ${rows.length + 1}: a quote is not closed`);
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        ++at;
      }
    } else {
      const end = text.slice(at).search(/[,"\r\n]/);
      cell = text.slice(at, end < 0 ? undefined : at + end);
      at += cell.length;
    }
    row.push(cell);
    if (text[at] === ',') {
      ++at;
      if (at === text.length) throw new Error('the last row does not end');
      continue;
    }
    if (text[at] !== '\r' || text[at + 1] !== '\n') throw new Error(`row ${rows.length + 1}: ${JSON.stringify(text.slice(at, at + 12))} where , or CRLF belongs`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

export function checkCsv(site) {
  const findings = [];
  // An attachment is its author's.
  for (const path of site.paths.filter(each => /^(data|reports|statistics)\/.*\.csv$/.test(each))) {
    const bytes = site.files.get(path);
    if (bytes.subarray(0, 3).toString('hex') !== 'efbbbf') findings.push(finding(path, 'no byte order mark'));
    let rows;
    try { rows = parseCsv(bytes.toString('utf8').replace(/^\uFEFF/, '')); } catch (fault) { findings.push(finding(path, `not CSV: ${fault.message}`)); continue; }
    rows.forEach((row, number) => {
      if (row.length !== rows[0].length) findings.push(finding(path, `row ${number + 1} has ${row.length} columns, the first ${rows[0].length}`));
      for (const cell of row) {
        // A spreadsheet runs such a cell; a negative number is harmless.
        if (/^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell)) findings.push(finding(path, `row ${number + 1}: a cell begins with ${JSON.stringify(cell.slice(0, 20))}`));
      }
    });
    const match = /^data\/(items-\d+)\.csv$/.exec(path);
    if (!match) continue;
    // The same items, in the same order, as the JSON.
    const json = JSON.parse(site.text(`data/${match[1]}.json`)).items;
    const indexes = rows.slice(1).map(row => row[rows[0].indexOf('index')]);
    const unescaped = text => text.replace(/^'(?=[=+\-@])/, '');
    if (indexes.map(unescaped).join('\n') !== json.map(item => item.index).join('\n')) findings.push(finding(path, 'its items are not those of the JSON'));
    rows.slice(1).forEach((row, number) => rows[0].forEach((key, column) => {
      const value = json[number]?.[key] ?? '';
      const wanted = Array.isArray(value) ? value.join(';') : value;
      if (unescaped(row[column] ?? '') !== wanted) findings.push(finding(path, `row ${number + 2}: ${key} is “${row[column]}”, in the JSON “${wanted}”`));
    }));
  }
  return findings;
}

// ---- scripts and workbooks

export function checkScripts(site) {
  const findings = [];
  for (const path of site.paths.filter(each => each.endsWith('.js'))) {
    try { new Script(site.text(path), {filename: path}); } catch (fault) { findings.push(finding(path, `not JavaScript: ${fault.message}`)); }
  }
  return findings;
}

/// Names and contents of a ZIP archive's files.
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a ZIP archive');
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; --left) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('the archive\'s directory is damaged');
    const method = bytes.readUInt16LE(at + 10), size = bytes.readUInt32LE(at + 20), nameSize = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameSize);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    files.set(name, method === 0 ? data : inflateRawSync(data));
    at += 46 + nameSize + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

/// The workbooks that mulu makes; an attachment is its author's.
export function checkWorkbooks(site) {
  const findings = [];
  for (const path of site.paths.filter(each => each.endsWith('.xlsx') && !each.startsWith('items/'))) {
    try {
      const files = unzip(site.files.get(path));
      if (!files.has('xl/workbook.xml') || !files.has('[Content_Types].xml')) findings.push(finding(path, 'not a workbook'));
      for (const [name, content] of files) if (/\.(xml|rels)$/.test(name)) parseXml(content.toString('utf8'));
    } catch (fault) {
      findings.push(finding(path, fault.message));
    }
  }
  return findings;
}
