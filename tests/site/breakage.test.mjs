// SPDX-License-Identifier: Apache-2.0
// The checks themselves: each must find what is broken on purpose in a copy of a sound site.
import {describe, test} from 'node:test';
import {add, append, changed, css, csv, data, edit, found, hostile, inMain, item, list, remove, sample, write} from './broken.mjs';
import * as closed from './checks/closed.mjs';
import * as formats from './checks/formats.mjs';
import * as links from './checks/links.mjs';
import * as norms from './checks/norms.mjs';
import {checkValidity} from './checks/validity.mjs';

const cases = [
  // [the check, what it must find, a broken site]
  [formats.checkXml, /not well-formed XML/, () => edit('feed.xml', '</channel>', '')],
  [formats.checkXml, /not well-formed XML/, () => edit('feed.xml', '<title>', '<title>\u0001')],
  [formats.checkXml, /not well-formed XML/, () => inMain('<svg viewBox="0 0 1 1" role="img" aria-label="x"><path d=M0,0 /></svg>')],
  [formats.checkXml, /document type/, () => edit('feed.xml', '<rss', '<!DOCTYPE rss><rss')],
  [formats.checkFeeds, /channel without <link>/, () => edit('feed.xml', /<link>[^<]*<\/link>/, '')],
  [formats.checkFeeds, /atom:link/, () => edit('feed.xml', 'rel="self"', 'rel="alternate"')],
  [formats.checkFeeds, /link is no page/, () => edit('feed.xml', /(<item>[\s\S]*?<link>)https:\/\/[^/]*/, '$1')],
  [formats.checkFeeds, /no RFC 822 date/, () => edit('feed.xml', /<pubDate>\w{3}/, '<pubDate>Xxx')],
  [formats.checkFeeds, /guid occurs twice/, () => { const guids = [...hostile.text('feed.xml').matchAll(/<guid.*?<\/guid>/g)]; return edit('feed.xml', guids[1][0], guids[0][0]); }],
  [formats.checkFeeds, /read as HTML, holds <img>/, () => edit('feed.xml', /(<item>[\s\S]*?<description>)/, '$1&lt;img src=x&gt;')],
  [formats.checkSitemaps, /no sitemap lists/, () => add('extra.html', hostile.text('bare.html'))],
  [formats.checkSitemaps, /no sitemap lists/, () => edit('sitemaps/pages.xml', /<url>.*?<\/url>/s, '')],
  [formats.checkSitemaps, /no file of the site/, () => edit('sitemaps/2026-1.xml', 'www.hostile.example', 'elsewhere.example')],
  [formats.checkSitemaps, /no W3C date/, () => edit('sitemaps/2026-1.xml', /<lastmod>[^<]*/, '<lastmod>2026-13-01')],
  [formats.checkSitemaps, /not in sitemap\.xml/, () => edit('sitemap.xml', /<sitemap>.*?<\/sitemap>/s, '')],
  [formats.checkSitemaps, /not to be indexed/, () => edit('sitemaps/pages.xml', /<loc>[^<]*bare\.html/, `<loc>${hostile.baseUrl}old/2026/field.html`)],
  [formats.checkRobots, /names the sitemap/, () => edit('robots.txt', /Sitemap: .*/, 'Sitemap: sitemap.xml')],
  [formats.checkJson, /not JSON/, () => edit('data/catalogue.json', '{', '{,')],
  [formats.checkJson, /occurs twice/, () => edit('data/catalogue.json', '{', '{"site":"x",')],
  [formats.checkJson, /no page of the site/, () => edit(data, /h-long\.html/, 'h-short.html')],
  [formats.checkJson, /not JSON/, () => edit(item, /(<script type="application\/ld\+json">\{)/, '$1"x",')],
  [formats.checkJson, /holds < unescaped/, () => edit(item, /(<script type="application\/ld\+json">\{"@context":")/, '<script type="application/ld+json">{"x":"<!--","@context":"')],
  [formats.checkCsv, /byte order mark/, () => edit(csv, '\uFEFF', '')],
  [formats.checkCsv, /where , or CRLF belongs/, () => edit(csv, /\r\n/g, '\n')],
  [formats.checkCsv, /columns, the first/, () => edit(csv, /\r\n$/, ',x\r\n')],
  [formats.checkCsv, /a cell begins with/, () => edit(csv, "'=HYPERLINK", '=HYPERLINK')],
  [formats.checkCsv, /in the JSON/, () => edit(csv, 'An item that is only its files', 'Another')],
  [formats.checkScripts, /not JavaScript/, () => add('search/x.js', 'let = ;')],
  [formats.checkWorkbooks, /not a ZIP/, () => add('reports/2025.xlsx', 'x')],

  [links.checkLinks, /does not exist/, () => inMain('<a href="nothing.html">x</a>')],
  [links.checkLinks, /no id of/, () => inMain('<a href="#nothing">x</a>')],
  [links.checkLinks, /no id of/, () => inMain('<a href="../../duties.html#duty-none">x</a>')],
  [links.checkLinks, /from the server's root/, () => inMain('<a href="/a/b/index.html">x</a>')],
  [links.checkLinks, /a relative link on 404/, () => edit('404.html', 'href="/a/b/index.html"', 'href="index.html"')],
  [links.checkLinks, /out of the site's folder/, () => inMain('<a href="../../../index.html">x</a>')],
  [links.checkLinks, /absolute URL to the own site/, () => inMain(`<a href="${hostile.baseUrl}index.html">x</a>`)],
  [links.checkLinks, /without rel="external"/, () => inMain('<a href="https://example.com/">x</a>')],
  [links.checkLinks, /from another host/, () => inMain('<img src="//example.com/x.png" alt="x">')],
  [links.checkLinks, /from another host/, () => edit(item, '<link rel="stylesheet" href="', '<link rel="stylesheet" href="https://cdn.example/')],
  [links.checkLinks, /the scheme javascript:/, () => inMain('<a href="JavaScript:alert(1)">x</a>')],
  [links.checkLinks, /the scheme data:/, () => inMain('<img src="data:image/png;base64,AAAA" alt="x">')],
  [links.checkLinks, /a query/, () => inMain('<a href="../../index.html?x=1">x</a>')],
  [links.checkLinks, /more than a-z/, () => inMain('<a href="../../Index.html">x</a>')],
  [links.checkLinks, /empty href/, () => inMain('<a href="">x</a>')],
  [links.checkLinks, /not a telephone URL/, () => inMain('<a href="tel:0598 1">x</a>')],
  [links.checkLinks, /no id of the page/, () => inMain('<p aria-labelledby="nothing">x</p>')],
  [links.checkStyles, /@import/, () => append(css, '@import "x.css";')],
  [links.checkStyles, /no file of the site/, () => append(css, 'p { background: url(https://example.com/x.png) }')],
  [links.checkPaths, /more than a-z/, () => add('Capital.html', hostile.text('bare.html'))],
  [links.checkPaths, /more than a-z/, () => add('中文.html', hostile.text('bare.html'))],
  [links.checkPaths, /by case alone/, () => add('BARE.html', hostile.text('bare.html'))],
  [links.checkPaths, /a file and a folder/, () => add('bare.html/x.txt', 'x')],
  [links.checkPaths, /begins or ends with a dot/, () => add('.well/x.txt', 'x')],
  [links.checkInline, /an inline script/, () => inMain('<script>1</script>')],
  [links.checkInline, /an inline style sheet/, () => inMain('<style>p{}</style>')],
  [links.checkInline, /a style attribute/, () => inMain('<p style="color:red">x</p>')],
  [links.checkInline, /an event attribute/, () => inMain('<p onclick="x()">x</p>')],
  [links.checkReach, /cannot be reached/, () => add('orphan.html', hostile.text('bare.html'))],
  [links.checkReach, /cannot be reached/, () => add('items/2026/h-long/unused.pdf', 'x')],
  [links.checkReferences, /nothing links to/, () => edit(item, /href="h-rtl-2026\.html"/g, 'href="h-long.html"')],
  [links.checkReferences, /nothing links back/, () => edit('items/2025/h-old-1.html', /href="\.\.\/2026\/h-md-2026-0001\.html"/g, 'href="../2026/h-long.html"')],
  [links.checkReferences, /does not lead to/, () => edit('old/2026/field.html', /url=[^"]*/, 'url=../../bare.html')],
  [links.checkReferences, /is no file/, () => remove('Old/Every-Field.html')],
  [links.checkReferences, /an item: reference is left/, () => inMain('<a href="item:H-LONG">x</a>')],
  [links.checkServed, /does not exist/, () => inMain('<a href="nothing.html">x</a>')],
  [links.checkServed, /leaves \/a\/b\//, () => inMain('<a href="/index.html">x</a>')],

  [closed.checkManifest, /differs from its digest/, () => append('bare.html', ' ')],
  [closed.checkManifest, /not in the manifest/, () => add('extra.txt', 'x')],
  [closed.checkManifest, /does not exist/, () => remove('bare.html')],
  [closed.checkManifest, /not of sha256sum/, () => append('manifest.sha256', 'x\n')],
  [closed.checkSecrets, /internal to/, () => inMain('<p>Canary Reviewer</p>')],
  [closed.checkSecrets, /internal to/, () => add('search/x.js', 'add("\\u0043anary Screener")')],
  [closed.checkSecrets, /internal to .*every-field/, () => inMain('<!-- canary: a comment behind a value -->')],
  [closed.checkSecrets, /a comment in/, () => inMain('<!-- canary: a comment on figures -->')],
  [closed.checkSecrets, /title of .*held back/, () => edit(data, '{', '{"x":"canary title of draft",')],
  [closed.checkSecrets, /index number of .*held back/, () => inMain('<p>CANARY-FUTURE-1</p>')],
  [closed.checkSecrets, /hidden when it was withdrawn/, () => edit('old/withdrawn-2.html', '</main>', '<p>canary title of a withdrawn item</p></main>')],
  [closed.checkSecrets, /body of .*withdrawn/, () => inMain('<p>canary body of a hidden item</p>')],
  [closed.checkSecrets, /body of .*on-request/, () => inMain('<p>canary body of an item on request</p>')],
  [closed.checkSecrets, /“Reason &|“曾某”/, () => changed(sample, 'index.html', '</main>', '<p>曾某</p></main>')],
  [closed.checkState, /must be held back, but is published/, () => edit(data, /"index":"H-LONG"/, '"index":"CANARY-DRAFT-1"')],
  [closed.checkState, /no page says so/, () => remove('items/2025/h-withdrawn-1.html')],
  [closed.checkState, /no record has the index number/, () => edit(data, /"index":"H-LONG"/, '"index":"H-NEW"')],
  [closed.checkState, /an attachment of .*held/, () => add('items/2026/h-long/x.txt', 'canary attachment of a held item\n')],

  [norms.checkMeta, /no tag SiteName/, () => edit(item, /<meta name="SiteName"[^>]*>/, '')],
  [norms.checkMeta, /SiteIDCode is/, () => edit(item, /<meta name="SiteIDCode"[^>]*>/, '<meta name="SiteIDCode" content="1">')],
  [norms.checkMeta, /no tag ColumnName/, () => edit(list, /<meta name="ColumnName"[^>]*>/, '')],
  [norms.checkMeta, /2 tags ColumnType/, () => edit(list, /<meta name="ColumnType"[^>]*>/, '$&$&')],
  [norms.checkMeta, /PubDate is/, () => edit(item, /(<meta name="PubDate" content="\d{4}-\d\d-\d\d)[^"]*/, '$1')],
  [norms.checkMeta, /PubDate is/, () => edit(item, /(<meta name="PubDate" content=")\d{4}/, '$12001')],
  [norms.checkMeta, /ArticleTitle is/, () => edit(item, /(<meta name="ArticleTitle" content=")[^"]*/, '$1x')],
  [norms.checkMeta, /no tag ContentSource/, () => edit(item, /<meta name="ContentSource"[^>]*>/, '')],
  [norms.checkMeta, /ArticleTitle on a page/, () => edit(list, '</head>', '<meta name="ArticleTitle" content="x"></head>')],
  [norms.checkMeta, /canonical is/, () => edit(item, /(<link rel="canonical" href=")[^"]*/, '$1https://www.hostile.example/x')],
  [norms.checkMeta, /lang is/, () => edit(item, '<html lang="en">', '<html lang="zh-CN">')],
  [norms.checkMeta, /keeps readers from zooming/, () => edit(item, 'initial-scale=1', 'initial-scale=1, user-scalable=no')],
  [norms.checkMeta, /may be indexed/, () => edit('items/2025/h-withdrawn-1.html', /<meta name="robots"[^>]*>/, '')],
  [norms.checkMeta, /unknown kind/, () => edit(item, '<body class="item">', '<body>')],
  [norms.checkStructure, /2 h1/, () => inMain('<h1>x</h1>')],
  [norms.checkStructure, /jumps from h\d to h6/, () => inMain('<h2>x</h2><h6>y</h6>')],
  [norms.checkStructure, /2 main/, () => edit(item, '<main', '<main></main><main')],
  [norms.checkStructure, /0 <footer>/, () => edit(item, /<footer[\s\S]*<\/footer>/, '')],
  [norms.checkStructure, /navigation without a label/, () => inMain('<nav>x</nav>')],
  [norms.checkStructure, /outside every landmark/, () => edit(item, '<main', '<p>x</p><main')],
  [norms.checkStructure, /before the skip link/, () => edit(item, '<a class="skip"', '<a href="../../index.html">x</a><a class="skip"')],
  [norms.checkStructure, /doesn't lead to main/, () => edit(item, 'id="main"', 'id="content"')],
  [norms.checkStructure, /isn't marked as this page/, () => edit(item, /(class="crumbs[\s\S]*?) aria-current="page"/, '$1')],
  [norms.checkStructure, /no alt/, () => inMain('<img src="x.png">')],
  [norms.checkStructure, /an empty alt/, () => inMain('<img src="x.png" alt="">')],
  [norms.checkStructure, /th without a scope/, () => edit(list, 'scope="col"', '')],
  [norms.checkStructure, /neither caption nor label/, () => edit(list, /<caption[\s\S]*?<\/caption>/, '')],
  [norms.checkStructure, /without header cells/, () => inMain('<table><caption>x</caption><tr><td>1</td></tr></table>')],
  [norms.checkStructure, /a link without text/, () => inMain('<a href="../../index.html"> </a>')],
  [norms.checkStructure, /opens a window/, () => inMain('<a href="../../index.html" target="_blank">x</a>')],
  [norms.checkStructure, /an empty list/, () => inMain('<ul></ul>')],
  [norms.checkStructure, /SVG without a name/, () => inMain('<svg viewBox="0 0 1 1" role="img"></svg>')],
  [norms.checkStructure, /occurs twice/, () => inMain('<p id="main">x</p>')],
];

/// Checks that look at one page after the other: they are given the broken one alone.
const pageByPage = [formats.checkXml, formats.checkJson, links.checkLinks, links.checkInline, norms.checkMeta, norms.checkStructure];

describe('what is broken in the files is found', () => {
  for (const [check, pattern, broken] of cases) {
    test(`${check.name}: ${pattern.source}`, async () => {
      const site = broken();
      if (pageByPage.includes(check)) site.only = site.htmlPaths.filter(path => site.files.get(path) !== hostile.files.get(path));
      found(await check(site), pattern);
    });
  }
});

test('invalid pages are found', async () => {
  const few = Object.fromEntries(hostile.paths.filter(path => path !== 'bare.html' && path !== item).map(path => [path, null]));
  const site = hostile.with(few);
  const broken = changed(changed(site, 'bare.html', '</main>', '<div id="main"><p></div></main>'), item, '<h1>', '<h1 align="center">');
  found((await checkValidity([write(broken)])).get('hostile'), /Duplicate ID/, /align/);
});
