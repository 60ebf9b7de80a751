// SPDX-License-Identifier: Apache-2.0
// The checks in the browser, too, must find what is broken on purpose.
import {after, describe, test} from 'node:test';
import {append, css, found, hostile, inMain, item, write} from './broken.mjs';
import {checkLooks, checkPaper, checkPlain, launch} from './checks/browser.mjs';

const browser = await launch();
after(() => browser.close());

describe('what is broken in a browser is found', () => {
  const style = text => append(css, '\n' + text);
  const looks = [
    ['sideways scrolling', /sticks out sideways/, () => style('.title-block { width: 1400px; }')],
    ['low contrast', /contrast 1\.\d+, at least 4\.5/, () => style('.byline { color: #ddd !important; }')],
    ['low contrast in the dark', /contrast 1\.\d+/, () => style('@media (prefers-color-scheme: dark) { .meta td { color: #222 !important; } }')],
    ['low contrast of added text', /contrast 1\.\d+/, () => style('.byline::before { content: "added"; color: #eee; }')],
    ['text on a picture', /the ground is a picture/, () => style('.title-block { background-image: linear-gradient(red, blue); }')],
    ['small targets', /smaller than 24/, () => style('.main-nav a { padding: 0 !important; line-height: 1 !important; }')],
    ['no focus', /outline none/, () => style(':focus-visible { outline: none !important; }')],
    ['faint focus', /can't be told from its ground/, () => style(':focus-visible { outline-color: #fff !important; }')],
    ['a skip link that stays away', /doesn't show the skip link/, () => style('.skip:focus { top: -6rem !important; }')],
    ['a script against the policy', /against the policy/, () => inMain('<script>window.x = 1</script>')],
    ['a style against the policy', /against the policy/, () => inMain('<p style="color: red">x</p>')],
    ['something from elsewhere', /a request to elsewhere|request failed/, () => inMain('<img src="https://elsewhere.invalid/x.png" alt="x">')],
    ['a missing file', /status 404/, () => inMain('<img src="nothing.png" alt="x">')],
  ];
  for (const [name, pattern, broken] of looks) {
    test(name, async () => {
      found(await checkLooks(broken(), browser, [item]), pattern);
    });
  }
  test('a style sheet that is missing, pictures too', async () => {
    const broken = write(hostile.with({[css]: null, 'items/2026/h-md-2026-0001/file-3e864e98.png': null}));
    found(await checkPlain(broken, browser, [item]), /style sheet is not applied/, /does not load/);
  });
  test('navigation on paper, a table that is not, another paper', async () => {
    const broken = write(style('@media print { .main-nav { display: block !important; } .meta { display: none !important; } @page { size: A5; } }'));
    found(await checkPaper(broken, browser, [item]), /is printed/, /is not printed/, /not A4/);
  });
});
