// SPDX-License-Identifier: Apache-2.0
// Addresses: every link resolves inside the output, however it is served, and nothing comes from elsewhere.
import {createServer} from 'node:http';
import {pathToFileURL} from 'node:url';
import {finding} from '../findings.mjs';

/// Attributes that hold an address, by element ('*': any); `loads`: the browser fetches it by itself.
const addresses = [
  {element: 'a', attribute: 'href'}, {element: 'area', attribute: 'href'}, {element: 'form', attribute: 'action'}, {element: 'button', attribute: 'formaction'},
  {element: 'input', attribute: 'formaction'}, {element: 'blockquote', attribute: 'cite'}, {element: 'q', attribute: 'cite'},
  {element: 'link', attribute: 'href', loads: each => /\b(stylesheet|icon|preload|prefetch|modulepreload|manifest|preconnect|dns-prefetch)\b/.test(each.get('rel') ?? '')},
  {element: 'use', attribute: 'href', loads: true}, {element: 'use', attribute: 'xlink:href', loads: true}, {element: 'image', attribute: 'href', loads: true},
  ...['img', 'script', 'iframe', 'frame', 'embed', 'audio', 'video', 'source', 'track', 'input'].map(element => ({element, attribute: 'src', loads: true})),
  ...['img', 'source'].map(element => ({element, attribute: 'srcset', loads: true, many: true})),
  {element: 'object', attribute: 'data', loads: true}, {element: 'video', attribute: 'poster', loads: true}, {element: 'body', attribute: 'background', loads: true},
];

/// Every address of a page: {element, attribute, url, loads}.
export function linksOf(page) {
  const links = [];
  for (const element of page.elements) {
    for (const each of addresses) {
      if (each.element !== element.name || !element.has(each.attribute)) continue;
      const value = element.get(each.attribute);
      const loads = typeof each.loads === 'function' ? each.loads(element) : Boolean(each.loads);
      const urls = each.many ? value.split(',').map(part => part.trim().split(/\s+/)[0]) : [value];
      for (const url of urls) links.push({element, attribute: each.attribute, url, loads});
    }
    if (element.name === 'meta' && element.get('http-equiv')?.toLowerCase() === 'refresh') {
      links.push({element, attribute: 'content', url: /url=(.*)$/i.exec(element.get('content'))?.[1] ?? '', loads: true});
    }
    // SVG paints may refer to ids.
    for (const [, value] of element.isHtml ? [] : element.attributes) {
      for (const match of value.matchAll(/url\(([^)]*)\)/g)) links.push({element, attribute: 'url()', url: match[1].replace(/["']/g, ''), loads: true});
    }
  }
  return links;
}

const isExternal = url => /^(https?:)?\/\//i.test(url);
const scheme = url => /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1].toLowerCase();

/// The path and fragment of the output that `url` on page `path` stands for; on 404.html, from the base path.
function target(site, path, url) {
  const origin = 'http://site.invalid';
  const base = path === '404.html' ? origin + site.basePath : origin + '/base/';
  const root = path === '404.html' ? site.basePath : '/base/';
  const resolved = new URL(url, base + path);
  if (!resolved.pathname.startsWith(root)) return {escapes: true};
  return {path: decodeURIComponent(resolved.pathname.slice(root.length)), fragment: decodeURIComponent(resolved.hash.slice(1)), query: resolved.search};
}

export function checkLinks(site) {
  const findings = [];
  for (const page of site.pages) {
    for (const {element, attribute, url, loads} of linksOf(page)) {
      const say = what => findings.push(finding(element, what));
      if (element.name === 'link' && element.get('rel') === 'canonical') continue;  // norms.mjs
      if (url.startsWith(site.baseUrl) || url.startsWith(new URL(site.baseUrl).origin + '/')) {
        say(`an absolute URL to the own site in ${attribute}`);
        continue;
      }
      if (isExternal(url)) {
        if (loads) say('loads something from another host');
        else if (element.name !== 'a') say(`an address outside the site in ${attribute}`);
        else if (!/\bexternal\b/.test(element.get('rel') ?? '')) say('a link out of the site without rel="external"');
        try { new URL(url, 'https://site.invalid/'); } catch { say('not a URL'); }
        continue;
      }
      const kind = scheme(url);
      if (kind === 'tel' && element.name === 'a') {
        if (!/^tel:\+?[0-9().*#;=%A-Za-z-]+$/.test(url)) say('not a telephone URL (RFC 3966)');
        continue;
      }
      if (kind === 'mailto' && element.name === 'a') {
        if (/[\s<>"]/.test(url)) say('not a mailto URL');
        continue;
      }
      if (kind) { say(`the scheme ${kind}:`); continue; }
      if (url === '') { say(`empty ${attribute}`); continue; }
      const rooted = url.startsWith('/');
      if (page.path === '404.html' ? !rooted && !url.startsWith('#') : rooted) say(rooted ? 'a link from the server\'s root' : 'a relative link on 404.html');
      if (/[\\\s]/.test(url)) say('white space or a backslash in an address');
      const found = target(site, page.path, url);
      if (found.escapes) { say('leads out of the site\'s folder'); continue; }
      if (found.query) say('a query in a link');
      if (!/^[a-z0-9./-]*$/.test(url.split('#')[0])) say('an address that is more than a-z 0-9 . / -');
      if (!site.has(found.path)) { say(`leads to ${found.path}, which does not exist`); continue; }
      if (!url.includes('#')) continue;
      if (found.fragment === '') say('an empty fragment');
      else if (!found.path.endsWith('.html') || !site.page(found.path).ids.has(found.fragment)) say(`leads to #${found.fragment}, which is no id of ${found.path}`);
    }
    // References by id.
    for (const element of page.elements) {
      for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'headers', 'for', 'list', 'form']) {
        for (const id of (element.get(name) ?? '').split(/\s+/).filter(Boolean)) {
          if (!page.ids.has(id)) findings.push(finding(element, `${name} names “${id}”, which is no id of the page`));
        }
      }
    }
  }
  return findings;
}

/// Addresses in style sheets and SVG files.
export function checkStyles(site) {
  const findings = [];
  for (const path of site.paths.filter(each => each.endsWith('.css'))) {
    const css = site.text(path).replace(/\/\*[\s\S]*?\*\//g, '');
    if (/@import/.test(css)) findings.push(finding(path, '@import'));
    for (const match of css.matchAll(/url\(\s*["']?([^"')]*)["']?\s*\)/g)) {
      const found = scheme(match[1]) || isExternal(match[1]) ? {} : target(site, path, match[1]);
      if (!found.path || !site.has(found.path)) findings.push(finding(path, `url(${match[1]}) is no file of the site`));
    }
  }
  for (const path of site.paths.filter(each => each.endsWith('.svg') && each.startsWith('assets/'))) {
    for (const match of site.text(path).matchAll(/(?:href|src)="([^"]*)"/g)) if (!match[1].startsWith('#')) findings.push(finding(path, `refers to ${match[1]}`));
    if (/<script|<style|\sstyle=|\son\w+=/.test(site.text(path))) findings.push(finding(path, 'script or style inside an SVG'));
  }
  return findings;
}

/// Paths: lower-case ASCII, unique whatever the case; an alias is as its author wrote it, in case.
export function checkPaths(site) {
  const findings = [];
  const aliases = new Set(site.records.flatMap(record => record.aliases));
  const seen = new Map();
  for (const path of site.paths) {
    const allowed = aliases.has(path) ? /^[A-Za-z0-9._/-]+$/ : /^[a-z0-9./-]+$/;
    if (!allowed.test(path)) findings.push(finding(path, 'a path that is more than a-z 0-9 . / -'));
    if (path.split('/').some(part => part === '' || part.startsWith('.') || part.endsWith('.'))) findings.push(finding(path, 'a part of the path is empty, or begins or ends with a dot'));
    const lower = path.toLowerCase();
    if (seen.has(lower)) findings.push(finding(path, `differs from ${seen.get(lower)} by case alone`));
    seen.set(lower, path);
  }
  // A folder must not have the name of a file.
  for (const path of site.paths) {
    const parts = path.toLowerCase().split('/');
    for (let length = 1; length < parts.length; ++length) {
      const folder = parts.slice(0, length).join('/');
      if (seen.has(folder)) findings.push(finding(path, `${folder} is a file and a folder`));
    }
  }
  return findings;
}

/// No script or style inside a page, but data blocks.
export function checkInline(site) {
  const findings = [];
  for (const page of site.pages) {
    for (const element of page.elements) {
      if (element.name === 'script' && !element.has('src') && element.get('type') !== 'application/ld+json') findings.push(finding(element, 'an inline script'));
      if (element.name === 'style') findings.push(finding(element, 'an inline style sheet'));
      if (element.name === 'base') findings.push(finding(element, 'a base address'));
      for (const name of element.attributes.keys()) {
        if (name === 'style') findings.push(finding(element, 'a style attribute'));
        if (/^on/.test(name)) findings.push(finding(element, `an event attribute ${name}`));
        if (name === 'srcdoc') findings.push(finding(element, 'a page inside an attribute'));
      }
    }
  }
  return findings;
}

/// Every page can be reached from index.html, every other file from a page; but what machines look for by name.
export function checkReach(site) {
  const reached = new Set(['index.html']);
  for (const path of reached) {
    if (!path.endsWith('.html') || !site.has(path)) continue;
    for (const {url} of linksOf(site.page(path))) {
      if (isExternal(url) || scheme(url) || url === '') continue;
      const found = target(site, path, url);
      if (found.path) reached.add(found.path);
    }
  }
  const aliases = new Set(site.records.flatMap(record => record.aliases));
  const byName = /^(404\.html|robots\.txt|manifest\.sha256|sitemap\.xml|sitemaps\/.*|data\/.*|search\/.*)$/;
  return site.paths.filter(path => !reached.has(path) && !byName.test(path) && !aliases.has(path) && !isAside(site, path))
    .map(path => finding(path, 'cannot be reached from index.html'));
}
/// Pages that nobody should find but by their address.
const isAside = (site, path) => path.endsWith('.html') && (site.page(path).isRedirect || site.page(path).kind === 'tombstone');

/// `item:` links and references of public items lead to those items' pages; aliases to their items.
export function checkReferences(site) {
  const findings = [];
  const published = site.published;
  for (const record of site.records) {
    const own = published.get(record.index);
    if (!own) continue;
    const page = site.page(own.path);
    const hrefs = new Set(linksOf(page).map(({url}) => (isExternal(url) || scheme(url) ? '' : target(site, page.path, url).path)));
    const named = ['supersedes', 'amends', 'interprets', 'related'].flatMap(key => [].concat(record.item[key] ?? []).map(index => ({key, index})));
    if (record.state === 'public') {
      for (const match of record.body.replace(/```[\s\S]*?```|`[^`\n]*`|<!--[\s\S]*?-->/g, '').matchAll(/(?<!\\)\]\(<?item:([^)>\s]+)>?[^)]*\)/g)) {
        named.push({key: 'item:', index: decodeURIComponent(match[1])});
      }
    }
    for (const {key, index} of named) {
      const other = published.get(index);
      if (other && !hrefs.has(other.path)) findings.push(finding(page.path, `${key} names ${index}, but nothing links to ${other.path}`));
      if (!other || key === 'item:') continue;
      // The links of these go both ways.
      const back = new Set(linksOf(site.page(other.path)).map(({url}) => (isExternal(url) || scheme(url) ? '' : target(site, other.path, url).path)));
      if (key !== 'related' && !back.has(own.path)) findings.push(finding(other.path, `${own.path} ${key} this item, but nothing links back`));
    }
    for (const alias of record.aliases) {
      if (!site.has(alias)) { findings.push(finding(record.path, `its alias ${alias} is no file`)); continue; }
      const refresh = linksOf(site.page(alias)).find(({element}) => element.name === 'meta');
      if (!refresh || target(site, alias, refresh.url).path !== own.path) findings.push(finding(alias, `does not lead to ${own.path}`));
    }
  }
  for (const page of site.pages) {
    for (const element of page.elements) {
      for (const [name, value] of element.attributes) if (/^item:/i.test(value) && name !== 'content') findings.push(finding(element, 'an item: reference is left'));
    }
  }
  return findings;
}

// ---- served

const types = {html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml', xml: 'application/xml',
  json: 'application/json', csv: 'text/csv', png: 'image/png', jpg: 'image/jpeg', pdf: 'application/pdf', txt: 'text/plain; charset=utf-8'};

/// Serves the site under `prefix` as a plain web server would, with the policy that every page must bear.
export async function serve(site, prefix) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://local').pathname);
    const name = path.startsWith(prefix) ? path.slice(prefix.length) || 'index.html' : '';
    const found = site.has(name);
    const file = found ? name : '404.html';
    response.writeHead(found ? 200 : 404, {'content-type': types[file.split('.').pop()] ?? 'application/octet-stream', 'content-security-policy': "default-src 'self'"});
    response.end(site.files.get(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {url: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => new Promise(done => { server.closeAllConnections?.(); server.close(done); })};
}

/// Follows every link from index.html over HTTP under /a/b/, and as file: URLs; each must answer, none may leave.
export async function checkServed(site) {
  const findings = [];
  const server = await serve(site, '/a/b/');
  try {
    const fileRoot = pathToFileURL(site.folder + '/').href;
    const seen = new Set(['index.html']);
    for (const path of seen) {
      const response = await fetch(server.url + path);
      const bytes = Buffer.from(await response.arrayBuffer());
      if (response.status !== 200 || !bytes.equals(site.files.get(path))) { findings.push(finding(path, `status ${response.status} under /a/b/`)); continue; }
      if (!path.endsWith('.html')) continue;
      for (const {element, url} of linksOf(site.page(path))) {
        if (isExternal(url) || scheme(url) || url === '') continue;
        const served = new URL(url, server.url + path).href.split('#')[0], filed = new URL(url, fileRoot + path).href.split('#')[0];
        if (!served.startsWith(server.url)) { findings.push(finding(element, 'leaves /a/b/')); continue; }
        if (!filed.startsWith(fileRoot)) { findings.push(finding(element, 'leaves the folder')); continue; }
        const name = served.slice(server.url.length);
        if (filed.slice(fileRoot.length) !== name) findings.push(finding(element, `is ${name} when served, but ${filed.slice(fileRoot.length)} as a file`));
        if (site.has(name)) seen.add(name); else findings.push(finding(element, `${name} does not exist`));
      }
    }
  } finally {
    await server.close();
  }
  return findings;
}
