// SPDX-License-Identifier: Apache-2.0
// What the national website guideline asks of a page's head, and what readers with any device ask of its body.
import {finding} from '../findings.mjs';

/// Kinds of page by the class of body, and which groups of meta tags they carry.
const kinds = {
  home: {column: true}, index: {column: true}, section: {column: true}, list: {column: true}, standing: {column: true}, duties: {column: true},
  reports: {column: true}, statistics: {column: true}, boards: {column: true}, board: {column: true}, search: {},
  item: {column: true, article: true}, report: {column: true, article: true}, tombstone: {}, redirect: {}, 'not-found': {},
};

const clean = text => text.replace(/\s+/g, ' ').trim();

export function checkMeta(site) {
  const findings = [];
  const titles = new Map();
  const published = new Map([...site.published.values()].map(item => [item.path, item]));
  for (const page of site.pages) {
    const say = what => findings.push(finding(page.path, what));
    const kind = kinds[page.kind];
    if (!kind) { say(`an unknown kind of page: “${page.kind}”`); continue; }
    const one = (name, test, wanted) => {
      const values = page.metas(name);
      if (values.length !== 1) say(values.length ? `${values.length} tags ${name}` : `no tag ${name}`);
      else if (test instanceof RegExp ? !test.test(values[0]) : typeof test === 'string' ? clean(values[0]) !== clean(test) : values[0].trim() === '') say(`${name} is “${values[0]}”${wanted ? `, not ${wanted}` : ''}`);
    };
    const no = (...names) => { for (const name of names) if (page.metas(name).length) say(`${name} on a page of kind ${page.kind}`); };

    one('SiteName', site.settings.name, site.settings.name);
    one('SiteDomain', new URL(site.baseUrl).hostname, new URL(site.baseUrl).hostname);
    if (site.settings.site_id_code) one('SiteIDCode', site.settings.site_id_code, site.settings.site_id_code);
    if (kind.column) for (const name of ['ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType']) one(name);
    else no('ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType');
    if (kind.article) {
      one('ArticleTitle', page.first('h1')?.text ?? '', 'the title of the page');
      one('PubDate', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/, 'YYYY-MM-DD HH:MM');
      one('ContentSource');
      if (page.metas('Url').length) one('Url', site.absolute(page.path), 'the page\'s own address');
      const item = published.get(page.path);
      if (item && !page.meta('PubDate')?.startsWith(item.published.slice(0, 10))) say(`PubDate is ${page.meta('PubDate')}, published on ${item.published}`);
      if (item && item.published.length > 10 && page.meta('PubDate') !== item.published.slice(0, 16)) say(`PubDate is ${page.meta('PubDate')}, published at ${item.published}`);
    } else {
      no('ArticleTitle', 'PubDate', 'ContentSource');
    }
    const names = page.all('meta').map(each => each.get('name')?.toLowerCase()).filter(Boolean);
    for (const name of new Set(names)) if (names.filter(each => each === name).length > 1) say(`the tag ${name} occurs twice`);
    for (const each of page.all('meta')) if (each.has('name') && !each.get('content')?.trim()) findings.push(finding(each, 'an empty tag'));
    if (!names.includes('description')) say('no description');
    if (page.meta('viewport') !== 'width=device-width, initial-scale=1') say('viewport is missing, or keeps readers from zooming');

    const canonicals = page.all('link').filter(each => each.get('rel') === 'canonical').map(each => each.get('href'));
    const refresh = page.all('meta').find(each => each.get('http-equiv')?.toLowerCase() === 'refresh');
    const wanted = refresh ? new URL(refresh.get('content').replace(/^.*url=/i, ''), site.baseUrl + page.path).href : site.absolute(page.path);
    if (canonicals.length !== 1 || canonicals[0] !== wanted) say(`canonical is ${canonicals.join(', ') || 'missing'}, not ${wanted}`);
    if (page.first('html').get('lang') !== site.settings.language) say(`lang is ${page.first('html').get('lang')}`);
    if (!/^<!DOCTYPE html>\n<html/.test(page.text)) say('does not begin with <!DOCTYPE html>');
    if (page.text.indexOf('<meta charset="utf-8">') < 0 || page.text.indexOf('<meta charset="utf-8">') > 500) say('the character set does not come first');
    for (const name of ['tombstone', 'redirect', 'not-found']) if (page.kind === name && page.isIndexed) say('may be indexed');

    if (!page.title.includes(site.settings.name.trim())) say(`<title> lacks the site's name: ${page.title}`);
    if (!['redirect', 'item', 'tombstone', 'report'].includes(page.kind)) {
      // A category and a key area may have the same name, two pages of one column not.
      const key = `${page.path.split('/')[0]}: ${page.title}`;
      if (titles.has(key)) say(`<title> is that of ${titles.get(key)}: ${page.title}`);
      titles.set(key, page.path);
    }
    const feeds = page.all('link').filter(each => each.get('type') === 'application/rss+xml');
    if (feeds.length === 0) say('no link to a feed');
  }
  return findings;
}

/// Whether an element is shown to nobody, or only to the eye.
const isHidden = element => Boolean(element.closest(each => each.get('aria-hidden') === 'true' || each.has('hidden')));

/// The name that assistive technology reads, as far as markup gives it.
function nameOf(element) {
  const label = element.get('aria-label');
  if (label?.trim()) return clean(label);
  const by = element.get('aria-labelledby');
  if (by) return clean(by.split(/\s+/).map(id => element.page.ids.get(id)?.text ?? '').join(' '));
  const collect = node => (typeof node === 'string' ? node : node.name === 'img' ? node.get('alt') ?? '' : node.get('aria-hidden') === 'true' ? '' : node.get('aria-label') ?? node.content.map(collect).join(''));
  return clean(collect(element));
}

const inSections = ['article', 'aside', 'main', 'nav', 'section'];

export function checkStructure(site) {
  const findings = [];
  for (const page of site.pages) {
    const say = (at, what) => findings.push(finding(at, what));
    const body = page.first('body');

    // Headings: one h1, no jumps.
    const headings = page.elements.filter(each => /^h[1-6]$/.test(each.name) && !isHidden(each));
    const tops = headings.filter(each => each.name === 'h1');
    if (tops.length !== 1) say(page.path, `${tops.length} h1`);
    let level = 0;
    for (const heading of headings) {
      const own = Number(heading.name[1]);
      if (own > level + 1) say(heading, level ? `jumps from h${level} to h${own}` : `the first heading is h${own}`);
      level = own;
      if (!nameOf(heading)) say(heading, 'an empty heading');
    }

    // Landmarks.
    const mains = page.all('main');
    if (mains.length !== 1) say(page.path, `${mains.length} main`);
    const outside = name => page.all(name).filter(each => !each.parent?.closest(up => inSections.includes(up.name)));
    for (const name of ['header', 'footer']) if (outside(name).length !== 1) say(page.path, `${outside(name).length} <${name}> of the page`);
    const navs = page.all('nav');
    const names = navs.map(nameOf);
    navs.forEach((nav, number) => {
      if (!nav.has('aria-label') && !nav.has('aria-labelledby')) say(nav, 'navigation without a label');
      else if (names.indexOf(names[number]) !== number) say(nav, `two navigations are called “${names[number]}”`);
    });
    for (const each of page.elements) {
      if (each.get('role') === 'region' && !each.has('aria-label') && !each.has('aria-labelledby')) say(each, 'a region without a label');
    }
    for (const child of body.children) {
      if (!['a', 'header', 'nav', 'main', 'footer', 'script'].includes(child.name)) say(child, 'stands outside every landmark');
    }

    // Skip link: the first thing that takes the focus, and it leads to main.
    const focusable = page.elements.find(each => (each.name === 'a' && each.has('href')) || ['button', 'input', 'select', 'textarea', 'summary'].includes(each.name) || Number(each.get('tabindex')) >= 0);
    if (!focusable?.classes.includes('skip')) say(focusable ?? page.path, 'comes before the skip link');
    else if (page.ids.get(focusable.get('href').slice(1))?.name !== 'main') say(focusable, 'the skip link doesn\'t lead to main');
    for (const each of page.elements) if (Number(each.get('tabindex')) > 0) say(each, 'a tabindex that reorders');

    // Breadcrumb.
    const crumbs = page.withClass('crumbs');
    if (page.kind === 'home') {
      if (crumbs.length) say(crumbs[0], 'a breadcrumb on the home page');
    } else if (crumbs.length !== 1) {
      say(page.path, `${crumbs.length} breadcrumbs`);
    } else {
      const entries = crumbs[0].all('li');
      const first = entries[0]?.all('a')[0], last = entries.at(-1);
      if (!/(^|\/)index\.html$/.test(first?.get('href') ?? '')) say(crumbs[0], 'does not begin with the home page');
      const current = last?.all(each => each.get('aria-current') === 'page') ?? [];
      if (current.length !== 1 || current[0].name === 'a') say(crumbs[0], 'the last entry isn\'t marked as this page');
      if (crumbs[0].all(each => each.has('aria-current')).length > 1) say(crumbs[0], 'more than one entry is marked as this page');
      if (entries.slice(0, -1).some(entry => entry.all('a').length !== 1)) say(crumbs[0], 'an entry is no link');
    }
    const current = page.withClass('main-nav').flatMap(nav => nav.all(each => each.has('aria-current')));
    if (current.length > 1) say(current[1], 'more than one entry of the navigation is current');

    // Pictures.
    for (const image of page.all('img')) {
      if (!image.has('alt')) say(image, 'no alt');
      else if (image.get('alt').trim() === '' && !image.classes.includes('mark')) say(image, 'an empty alt on a picture that is no decoration');
    }
    for (const svg of page.all('svg')) {
      if (svg.get('aria-hidden') === 'true') continue;
      if (svg.get('role') !== 'img') say(svg, 'an SVG without role="img"');
      const title = svg.children.find(each => each.name === 'title');
      if (!svg.get('aria-label')?.trim() && !title?.text.trim()) say(svg, 'an SVG without a name');
    }

    // Tables.
    for (const table of page.all('table')) {
      const cells = table.all(each => each.name === 'th' && each.closest('table') === table);
      // In a body, what is a header is its author's to say.
      if (cells.length === 0 && !table.closest(each => each.classes.includes('prose'))) say(table, 'a table without header cells');
      for (const cell of cells) {
        if (!['row', 'col', 'rowgroup', 'colgroup'].includes(cell.get('scope'))) say(cell, 'th without a scope');
        if (!nameOf(cell) && cell.get('scope')?.startsWith('row')) say(cell, 'an empty row header');
      }
      const caption = table.children.find(each => each.name === 'caption');
      const frame = table.closest(each => each.get('role') === 'region');
      if (!caption && !frame) say(table, 'neither caption nor label');
      if (caption && !nameOf(caption)) say(caption, 'an empty caption');
    }

    // Links and lists.
    for (const link of page.all('a').filter(each => each.has('href'))) {
      if (!nameOf(link)) say(link, 'a link without text');
      if (link.has('target')) say(link, 'a link that opens a window');
      if (link.parent.closest('a')) say(link, 'a link inside a link');
    }
    for (const list of page.elements.filter(each => each.name === 'ul' || each.name === 'ol')) {
      if (list.children.length === 0) say(list, 'an empty list');
    }
    for (const term of page.all('time')) {
      if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(term.get('datetime') ?? clean(term.text))) say(term, 'time without a machine\'s date');
    }
    const ids = page.elements.map(each => each.get('id')).filter(id => id !== undefined);
    for (const id of ids) {
      if (/\s/.test(id) || id === '') say(page.path, `the id “${id}”`);
      if (ids.indexOf(id) !== ids.lastIndexOf(id)) say(page.ids.get(id), `the id “${id}” occurs twice`);
    }
  }
  return findings;
}
