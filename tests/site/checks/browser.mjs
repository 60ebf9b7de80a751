// SPDX-License-Identifier: Apache-2.0
// Pages in Chromium: at every width, in both schemes, with and without scripts, served and from file:, on paper.
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';
import {finding} from '../findings.mjs';
import {serve} from './links.mjs';
import * as probe from './probe.mjs';

export const launch = () => chromium.launch({
  timeout: 120_000,
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/// Nothing that a page does takes a minute, even on a busy machine.
async function openContext(browser, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(60_000);
  return context;
}

/// Pages that stand for all: of each kind the largest, of items one with each thing that an item may have; all items of a small site.
export function pick(site) {
  const groups = new Map();
  const add = (group, page) => {
    const known = groups.get(group);
    if (!known || page.text.length > known.text.length) groups.set(group, page);
  };
  const items = site.pages.filter(page => page.kind === 'item');
  for (const page of site.pages) {
    const folder = page.path.includes('/') ? page.path.split('/')[0] : page.path;
    if (page.kind === 'item') {
      if (items.length < 30 && site.name === 'hostile') add(page.path, page);
      add('item', page);
      for (const element of page.elements) {
        if (element.classes[0] === 'banner') add(`item ${element.get('class')}`, page);
        for (const name of ['img', 'details', 'blockquote', 'pre']) if (element.name === name && !element.closest('header')) add(`item ${name}`, page);
        for (const name of ['files', 'corrections', 'footnotes', 'task', 'number', 'table']) if (element.classes.includes(name)) add(`item ${name}`, page);
      }
    } else {
      const depth = page.path.split('/').length;
      const part = page.kind === 'list' && /-\d+\.html$/.test(page.path) ? ' part' : '';
      const quarter = /-q\d\.html$/.test(page.path) ? ' quarter' : '';
      add(`${page.kind} ${page.kind === 'redirect' || page.kind === 'tombstone' ? '' : folder} ${depth}${part}${quarter}`, page);
    }
  }
  return [...new Set([...groups.values()].map(page => page.path))].sort();
}

/// Runs `work` on each of `tasks`, so many at a time.
async function inParallel(tasks, count, work) {
  const left = [...tasks];
  await Promise.all(Array.from({length: count}, async () => { while (left.length) await work(left.shift()); }));
}

/// Notes what goes wrong while a page lives: console, exceptions, requests, the policy.
function watch(page, origin, tell) {
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) tell(`console ${message.type()}: ${message.text()}`); });
  page.on('pageerror', fault => tell(`exception: ${fault.message}`));
  page.on('requestfailed', request => tell(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('request', request => { if (!request.url().startsWith(origin)) tell(`a request to elsewhere: ${request.url()}`); });
  page.on('response', response => { if (response.status() >= 400) tell(`status ${response.status()}: ${response.url()}`); });
}

const sizes = [{width: 320, height: 640}, {width: 640, height: 800}, {width: 1280, height: 1024}];

/// Every picked page, served under /a/b/ with the policy: no sideways scrolling, contrast, targets, focus, errors.
export async function checkLooks(site, browser, paths = pick(site)) {
  const findings = [];
  const server = await serve(site, '/a/b/');
  const context = await openContext(browser, {viewport: sizes[2]});
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
  });
  await context.addInitScript(probe.install);
  try {
    await inParallel(paths, 3, async path => {
      const page = await context.newPage();
      const notes = new Set();
      const note = (what, tag, detail) => { const key = what + tag; if (!notes.has(key)) { notes.add(key); findings.push(finding(path, what, tag, detail)); } };
      watch(page, server.url, what => note(what));
      const gather = async (about, script) => { for (const {where, what, detail} of await page.evaluate(script)) note(what, where, detail ? `${about}: ${detail}` : about); };
      try {
        // A redirect is looked at before it goes on; 404.html has addresses from the base path.
        const text = site.text(path);
        if (path === '404.html' && site.basePath !== '/a/b/') return;
        if (/http-equiv="refresh"/.test(text)) await page.route(server.url + path, route => route.fulfill({body: text.replace(/<meta http-equiv="refresh"[^>]*>/, ''), contentType: 'text/html; charset=utf-8'}));
        await page.goto(server.url + path, {waitUntil: 'load'});
        await page.evaluate(() => document.querySelectorAll('details').forEach(each => { each.open = true; }));
        for (const size of sizes) {
          await page.setViewportSize(size);
          await gather(`at ${size.width} px`, probe.overflow);
          if (size.width !== 640) await gather(`at ${size.width} px`, probe.targets);
          for (const colorScheme of size.width === 640 ? [] : ['light', 'dark']) {
            await page.emulateMedia({colorScheme});
            await gather(`${colorScheme}, ${size.width} px`, probe.contrast);
          }
          await page.emulateMedia({colorScheme: 'light'});
        }
        // 1280 px enlarged to 200 %.
        const session = await context.newCDPSession(page);
        await session.send('Emulation.setDeviceMetricsOverride', {width: 640, height: 512, deviceScaleFactor: 2, mobile: false});
        await gather('at 200 %', probe.overflow);
        await gather('at 200 %', probe.targets);
        await session.send('Emulation.clearDeviceMetricsOverride');
        await session.detach();
        await page.setViewportSize(sizes[2]);
        // The keyboard: the skip link first, and it works; then everything else.
        await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
        await page.keyboard.press('Tab');
        const skip = await page.evaluate(() => { const e = document.activeElement, b = e.getBoundingClientRect(); return e.classList.contains('skip') && b.top >= 0 && b.left >= 0 && b.height >= 24; });
        if (!skip) note('the first Tab doesn\'t show the skip link');
        await gather('skip link', probe.contrast);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({colorScheme});
          await gather(`focus, ${colorScheme}`, probe.focus);
        }
        await page.emulateMedia({colorScheme: 'light'});
        if (skip) {
          await page.evaluate(() => document.querySelector('.skip').focus());
          await page.keyboard.press('Enter');
          if (!(await page.evaluate(() => document.activeElement === document.querySelector('main')))) note('the skip link doesn\'t move the focus to main');
        }
        // Rows under the pointer have a ground of their own.
        for (const colorScheme of ['light', 'dark']) {
          const row = page.locator('main tbody tr, main .files li, .pages a').first();
          if (!(await row.count())) break;
          await page.emulateMedia({colorScheme});
          await row.hover({force: true, timeout: 2000}).catch(() => {});
          await gather(`under the pointer, ${colorScheme}`, probe.contrast);
        }
        for (const violation of await page.evaluate(() => window.violations)) note(`against the policy: ${violation}`);
      } finally {
        await page.close();
      }
    });
  } finally {
    await context.close();
    await server.close();
  }
  return findings;
}

/// Without scripts and from file:, each picked page shows itself whole, and a reader gets about by links alone.
export async function checkPlain(site, browser, paths = pick(site)) {
  const findings = [];
  const root = pathToFileURL(site.folder + '/').href;
  const context = await openContext(browser, {viewport: sizes[2], javaScriptEnabled: false});
  try {
    await inParallel(paths.filter(path => path !== '404.html' && !site.page(path).isRedirect), 3, async path => {
      const page = await context.newPage();
      watch(page, 'file:', what => findings.push(finding(path, what)));
      try {
        await page.goto(root + path, {waitUntil: 'load'});
        await page.evaluate(probe.install);
        for (const {where, what} of await page.evaluate(probe.basics)) findings.push(finding(path, what, where));
        const summary = page.locator('details:not([open]) > summary').first();
        if (await summary.count()) {
          await summary.click();
          if (await page.locator('details[open]').count() === 0) findings.push(finding(path, 'details don\'t open'));
        }
      } finally {
        await page.close();
      }
    });
    // Home → item → its category by the breadcrumb → next year's list → home.
    const page = await context.newPage();
    const kind = () => page.evaluate(() => document.body.classList[0]);
    const step = async (selector, wanted) => {
      const link = page.locator(selector).first();
      if (!(await link.count())) return findings.push(finding(page.url().slice(root.length), `no ${selector}`));
      await link.click();
      if ((await kind()) !== wanted || !page.url().startsWith(root)) findings.push(finding(page.url(), `${selector} doesn't lead to a page of kind ${wanted}`));
    };
    await page.goto(root + 'index.html');
    await step('main .c-title a', 'item');
    await step('.crumbs li:nth-last-child(2) a', 'section');
    await step('main .filter a[href*="20"]', 'list');
    await step('.site-name a', 'home');
    // A redirect goes on by itself.
    const moved = site.pages.find(each => each.isRedirect);
    if (moved) {
      await page.goto(root + moved.path);
      await page.waitForURL(url => url.href !== root + moved.path, {timeout: 5000}).catch(() => findings.push(finding(moved.path, 'doesn\'t redirect')));
    }
    await page.close();
  } finally {
    await context.close();
  }
  return findings;
}

/// Page boxes of a PDF in points.
export function pageBoxes(pdf) {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map(match => [match[3] - match[1], match[4] - match[2]]);
}

/// On paper: A4, the text and its tables whole, no navigation.
export async function checkPaper(site, browser, picked = pick(site)) {
  const findings = [];
  const wanted = ['item', 'report', 'board', 'duties', 'list', 'standing', 'statistics'];
  const paths = picked.filter(path => wanted.includes(site.page(path).kind));
  // Making a PDF takes a second or two: one of each kind that is printed.
  const printed = new Set(['item', 'report', 'board', 'duties'].map(kind => paths.find(path => site.page(path).kind === kind)));
  const context = await openContext(browser, {viewport: {width: 794, height: 1123}});
  const root = pathToFileURL(site.folder + '/').href;
  try {
    await inParallel(paths, 3, async path => {
      const page = await context.newPage();
      const note = (what, tag, detail) => findings.push(finding(path, what, tag, detail));
      try {
        await page.goto(root + path);
        await page.emulateMedia({media: 'print', colorScheme: 'dark'});
        await page.evaluate(probe.install);
        for (const {where, what} of await page.evaluate(probe.print)) note(what, where);
        for (const {where, what, detail} of await page.evaluate(probe.contrast)) note(`printed: ${what}`, where, detail);
        const {kind} = site.page(path);
        const landscape = kind === 'duties';
        // The width that the margins leave.
        await page.setViewportSize({width: landscape ? 1009 : 627, height: 900});
        if (['item', 'report', 'board', 'standing'].includes(kind)) for (const {where, what, detail} of await page.evaluate(probe.overflow)) note(`printed: ${what}`, where, detail);
        if (!printed.has(path)) return;
        const boxes = pageBoxes(await page.pdf({preferCSSPageSize: true}));
        if (boxes.length === 0) note('no PDF');
        for (const [width, height] of boxes) {
          const [short, long] = [width, height].sort((a, b) => a - b);
          if (Math.abs(short - 595.3) > 1.5 || Math.abs(long - 841.9) > 1.5) note(`a page of ${width} × ${height} pt, not A4`);
        }
        if (landscape && !boxes.some(([width, height]) => width > height)) note('the table is not printed across');
      } finally {
        await page.close();
      }
    });
  } finally {
    await context.close();
  }
  return findings;
}
