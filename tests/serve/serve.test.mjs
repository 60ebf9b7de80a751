// SPDX-License-Identifier: Apache-2.0
// A site is served by nginx straight from the output folder while it is built again and again (design: commands.md, What the build promises, 3).
// Readers begin at index.html and follow links. For as long as a build lingers before it deletes, they find every page and file, and find it whole.
//
//   MULU=path/to/mulu node --test tests/serve/      MULU_LONG=1: 200 builds instead of 20 · MULU_SEED=N repeats the edits
import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {Agent, get} from 'node:http';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join, resolve} from 'node:path';
import {after, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = resolve(process.env.MULU ?? join(source, 'build/release/mulu'));
const isLong = Boolean(Number(process.env.MULU_LONG ?? 0));
const builds = isLong ? 200 : 20;
const seed = Number(process.env.MULU_SEED ?? (isLong ? Date.now() % 1e9 : 42));
const now = '2026-11-24 12:00';
const linger = 1;  // seconds
const readers = 3;

/// Numbers of a seed, the same everywhere: a linear congruence whose high bits are used.
let state = BigInt(seed);
function below(limit) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(limit));
}
const oneOf = list => list[below(list.length)];

const folder = mkdtempSync(join(tmpdir(), 'mulu-serve-'));
const root = join(folder, 'root'), output = join(folder, 'site');
const children = new Set();
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, {recursive: true, force: true});
});

// ---- the editors

/// Items of our own among those of the sample, so that they may be deleted and renamed without breaking what others refer to.
const own = new Map();
let lastNumber = 0;

function save(item) {
  const day = String(1 + item.number % 28).padStart(2, '0');
  const steps = ['提出', '初审', '审核'].map(step => `  - {step: ${step}, on: 2026-0${item.month}-${day}, by: 张某}\n`).join('');
  const attachment = item.attachment ? `attachments: [editor-${item.number}.csv]\n` : '';
  if (item.attachment) writeFileSync(join(root, `content/items/2026/editor-${item.number}.csv`), `序号,金额\n1,${item.revision}\n`);
  writeFileSync(join(root, `content/items/2026/editor-${item.number}.md`),
    `---\ntitle: 第${item.number}号通知（第${item.revision}稿）\nindex: QL00303-0610-2026-${item.index}\nunit: minzheng\ncategory: jiuzhu\nkeywords: [通知, 第${item.number % 4}类]\n` +
    `created: 2026-0${item.month}-${day}\npublished: 2026-0${item.month}-${day}\n${attachment}workflow:\n${steps}review: {result: 公开, by: 赵某, on: 2026-0${item.month}-${day}}\n---\n\n` +
    `各乡镇人民政府：\n\n${'请认真落实。'.repeat(1 + item.revision % 40)}\n`);
}

function add() {
  const number = ++lastNumber;
  const item = {number, index: 50000 + number, month: 1 + below(9), revision: 1, attachment: below(2) === 0};
  own.set(number, item);
  save(item);
}

function take(item) {
  for (const extension of ['md', 'csv']) rmSync(join(root, `content/items/2026/editor-${item.number}.${extension}`), {force: true});
}

/// Writes the site's own version of an installed file, with `edit` done to its text.
function override(path, edit) {
  const own = join(root, path);
  mkdirSync(dirname(own), {recursive: true});
  writeFileSync(own, edit(readFileSync(join(source, path), 'utf8')));
}

function substitute(path, pattern, by) {
  const file = join(root, path), text = readFileSync(file, 'utf8');
  assert.match(text, pattern, path);
  writeFileSync(file, text.replace(pattern, by));
}

const edits = {
  'add an item': () => add(),
  'delete an item': () => {
    const item = oneOf([...own.values()]);
    own.delete(item.number);
    take(item);
  },
  'give an item another index number, and so another address': () => {
    const item = oneOf([...own.values()]);
    item.index = 60000 + below(30000);
    save(item);
  },
  'move an item to another month': () => {
    const item = oneOf([...own.values()]);
    item.month = 1 + below(9);
    save(item);
  },
  'edit an item': () => {
    const item = oneOf([...own.values()]);
    item.revision += 1;
    save(item);
  },
  'attach or detach a file': () => {
    const item = oneOf([...own.values()]);
    item.attachment = !item.attachment;
    take(item);
    save(item);
  },
  'change the style sheet, whose name carries its digest': n => override('assets/site.css', text => `${text}\n.build-${n} { color: black }\n`),
  'change the layout of items': n => override('layouts/item.mustache', text => text.replace('</main>', `<p>${n}</p></main>`)),
  'change the layout of every page': n => override('layouts/partials/footer.mustache', text => `${text}<!-- ${n} -->\n`),
  'rename a category': n => substitute('content/categories.yml', /(id: jiuzhu(?:, |\n +)name: )[^,}\n]*/, `$1社会救助${n}`),
};

/// Some edits, of which one takes pages away more often than not.
function editSite(n) {
  const names = Object.keys(edits), chosen = [];
  for (let count = 1 + below(4); count > 0; --count) chosen.push(oneOf(names));
  if (below(3) > 0) chosen.push('delete an item');
  while (own.size < 20) add();
  for (const name of chosen) edits[name](n);
  return chosen.join('; ');
}

// ---- the build

function build() {
  return new Promise((done, fail) => {
    const child = execFile(program, ['build', '--root', root, '--output', output, '--now', now, '--lang', 'en', '--quiet', '--linger', String(linger)], {maxBuffer: 1 << 26},
      (failure, stdout, stderr) => {
        children.delete(child);
        if (failure) fail(new Error(`mulu build ended with ${failure.code ?? failure.signal}:\n${stdout}${stderr}`));
        else done();
      });
    children.add(child);
  });
}

// ---- the server

/// nginx is in /usr/sbin, which is not in everybody's PATH.
function findServer() {
  const found = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].map(each => join(each, 'nginx')).find(existsSync);
  assert.ok(found, 'nginx is not installed: scripts/packages install test');
  return found;
}

const freePort = () => new Promise((done, fail) => {
  const server = createServer();
  server.once('error', fail);
  server.listen(0, '127.0.0.1', () => {
    const {port} = server.address();
    server.close(() => done(port));
  });
});

/// Serves the output on a free port of the loopback address, from a prefix of its own. Answers the port.
async function serve() {
  const prefix = join(folder, 'nginx');
  mkdirSync(prefix);
  for (let tries = 0; ; ++tries) {
    const port = await freePort();
    writeFileSync(join(prefix, 'nginx.conf'), `
daemon off;
pid ${prefix}/pid;
error_log stderr error;
${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 1;
events { worker_connections 64; }
http {
    access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `    ${name}_temp_path ${prefix}/${name};`).join('\n')}
    types { text/html html; text/css css; }
    sendfile on;
    server {
        listen 127.0.0.1:${port};
        root ${output};
        error_page 404 /404.html;
    }
}
`);
    const child = spawn(findServer(), ['-p', prefix, '-e', 'stderr', '-c', join(prefix, 'nginx.conf')], {stdio: ['ignore', 'ignore', 'pipe']});
    children.add(child);
    let said = '', ended = false;
    child.stderr.on('data', data => { said += data; });
    child.once('exit', () => { ended = true; children.delete(child); });
    for (let waited = 0; waited < 200 && !ended; ++waited) {
      try {
        if ((await fetchFile(port, '/index.html')).status === 200) return {port, stop: () => new Promise(done => { child.once('exit', done); child.kill('SIGTERM'); })};
      } catch { /* not there yet */ }
      await pause(25);
    }
    child.kill('SIGKILL');
    assert.ok(tries < 3, `nginx does not serve:\n${said}`);  // somebody may have been faster to take the port
  }
}

// ---- the readers

const agent = new Agent({keepAlive: true, maxSockets: readers});

function fetchFile(port, path) {
  return new Promise((done, fail) => {
    const request = get({host: '127.0.0.1', port, path, agent}, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => done({status: response.statusCode, type: response.headers['content-type'] ?? '', size: Number(response.headers['content-length']), body: Buffer.concat(chunks)}));
    });
    request.once('error', fail);
    request.setTimeout(10000, () => request.destroy(new Error(`${path}: no answer`)));
  });
}

function linksOf(path, html) {
  const links = new Set();
  for (const [, url] of html.matchAll(/ (?:href|src)="([^"#]+)[^"]*"/g)) {
    const resolved = new URL(url, `http://site.invalid${path}`);
    if (resolved.origin === 'http://site.invalid') links.add(resolved.pathname);
  }
  return [...links];
}

/// Walks until told to stop. A walk begins at index.html and lasts no longer than a build lingers: what was linked at its begin may be deleted then.
async function read(port, random, counts, faults, isOver) {
  while (!isOver()) {
    const begun = performance.now();
    const queue = ['/index.html'], seen = new Set(queue), way = new Map();
    ++counts.walks;
    while (queue.length > 0 && !isOver()) {
      // Now here, now there: some go deep, some go wide.
      const path = queue.splice(random(queue.length), 1)[0];
      const trail = () => { const steps = []; for (let at = path; at; at = way.get(at)) steps.unshift(at); return steps.join(' → '); };
      let answer;
      try {
        answer = await fetchFile(port, path);
      } catch (fault) {
        faults.push(`${trail()}: ${fault.message}`);
        break;
      }
      if (performance.now() - begun >= linger * 1000) break;
      ++counts.fetches;
      if (answer.status !== 200) faults.push(`${trail()}: status ${answer.status}`);
      if (answer.body.length !== answer.size) faults.push(`${trail()}: ${answer.body.length} bytes of ${answer.size}`);
      if (answer.status !== 200 || !answer.type.startsWith('text/html')) continue;
      const html = answer.body.toString('utf8');
      if (!html.trimEnd().endsWith('</html>')) faults.push(`${trail()}: cut short`);
      for (const link of linksOf(path, html)) {
        if (seen.has(link)) continue;
        seen.add(link);
        way.set(link, path);
        queue.push(link);
      }
    }
  }
}

test('readers find every page and file while the site is built again and again', {timeout: isLong ? 1800000 : 120000}, async t => {
  t.diagnostic(`MULU_SEED=${seed}`);
  assert.ok(existsSync(program), `${program} does not exist: build it, or name another in MULU`);
  cpSync(join(source, 'content'), join(root, 'content'), {recursive: true});
  while (own.size < 30) add();
  await build();
  const server = await serve();

  const counts = {walks: 0, fetches: 0}, faults = [], told = [];
  let over = false;
  // The readers' chances are their own: how far they get must not change the edits.
  const walks = Array.from({length: readers}, () => read(server.port, limit => Math.floor(Math.random() * limit), counts, faults, () => over));
  let removed = 0;
  const addresses = () => new Set(readFileSync(join(output, 'manifest.sha256'), 'utf8').split('\n').map(line => line.slice(66)));
  try {
    for (let n = 1; n <= builds && faults.length === 0; ++n) {
      const before = addresses();
      told.push(`${n}. ${editSite(n)}`);
      await build();
      removed += before.difference ? before.difference(addresses()).size : [...before].filter((now => each => !now.has(each))(addresses())).length;
    }
  } finally {
    over = true;
    await Promise.all(walks);
    await server.stop();
    agent.destroy();
  }
  t.diagnostic(`${builds} builds, ${removed} files removed, ${counts.walks} walks, ${counts.fetches} fetches`);
  assert.deepEqual(faults.slice(0, 20), [], told.slice(-3).join('\n'));
  assert.ok(removed >= builds, 'too little was taken away for the test to mean anything');
  assert.ok(counts.fetches >= 50 * builds, 'too little was read for the test to mean anything');
});
