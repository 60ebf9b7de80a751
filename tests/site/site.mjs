// SPDX-License-Identifier: Apache-2.0
// The sites that are checked: each is built from its content into a folder of its own, then held in memory as a Site.
// A check is a function of a Site that returns findings; breakage.test.mjs gives it broken copies to see that it can fail.
import {execFile} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {parse as parseYaml} from 'yaml';
import {Page} from './html.mjs';
import {readRecords, readRest} from './records.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export const program = resolve(here, process.env.MULU ?? '../../build/release/mulu');

/// The clock of every build: the sample's today.
export const now = '2026-11-24 12:00';

const roots = [
  {name: 'sample', root: join(here, '../..')},
  {name: 'hostile', root: join(here, 'hostile')},
  {name: 'real', root: join(here, '../../../shared/real/site'), optional: true},
  // More folders to check, by hand: MULU_ROOTS=/tmp/corpus npm test
  ...(process.env.MULU_ROOTS ?? '').split(':').filter(Boolean).map(root => ({name: basename(root), root: resolve(root)})),
];

let folder;

/// A folder for this run, gone at the end (unless KEEP is set).
export function workFolder() {
  if (!folder) {
    folder = mkdtempSync(join(tmpdir(), 'mulu-site-'));
    if (process.env.KEEP) console.error(`kept: ${folder}`);
    else {
      process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    }
  }
  return folder;
}

/// What a build of `root` made of it.
export class Site {
  #pages = new Map();

  constructor({name, root, folder, log, files}) {
    Object.assign(this, {name, root, folder, log, files});
    this.settings = parseYaml(readFileSync(join(root, 'content/site.yml'), 'utf8'), {schema: 'failsafe'});
    this.baseUrl = this.settings.base_url;
    this.basePath = new URL(this.baseUrl).pathname;
  }

  get paths() { return [...this.files.keys()]; }
  get htmlPaths() { return this.only ?? this.paths.filter(path => path.endsWith('.html')); }
  has(path) { return this.files.has(path); }
  text(path) { return this.files.get(path).toString('utf8'); }
  absolute(path) { return this.baseUrl + (path === 'index.html' ? '' : path); }

  /// The file that an absolute URL of this site stands for; undefined if it is of another site.
  pathOf(url) {
    if (!url.startsWith(this.baseUrl)) return undefined;
    return url.slice(this.baseUrl.length) || 'index.html';
  }

  page(path) {
    const bytes = this.files.get(path);
    const known = this.#pages.get(path);
    if (known?.bytes === bytes) return known.page;
    const page = new Page(path, bytes.toString('utf8'));
    this.#pages.set(path, {bytes, page});
    return page;
  }
  get pages() { return this.htmlPaths.map(path => this.page(path)); }

  /// The records of the content, read by a parser that isn't mulu's.
  get records() { return this.recordsRead ??= readRecords(this.root, this.settings, now); }
  get rest() { return this.restRead ??= readRest(this.root); }

  /// The items of the open data, by index number.
  get published() {
    const items = new Map();
    for (const path of this.paths.filter(each => /^data\/items-\d+\.json$/.test(each))) {
      for (const item of JSON.parse(this.text(path)).items) items.set(item.index, {...item, path: this.pathOf(item.url)});
    }
    return items;
  }

  /// A copy with some files changed: text or bytes, null to remove one.
  with(changes) {
    const files = new Map(this.files);
    for (const [path, content] of Object.entries(changes)) {
      if (content === null) files.delete(path);
      else files.set(path, Buffer.from(content));
    }
    const copy = new Site({...this, files});
    copy.recordsRead = this.recordsRead;
    copy.restRead = this.restRead;
    copy.#pages = new Map(this.#pages);
    return copy;
  }

  /// Writes the copy to a folder, for checks that need one.
  write(folder) {
    for (const [path, bytes] of this.files) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      writeFileSync(join(folder, path), bytes);
    }
    return new Site({...this, folder});
  }
}

function readFolder(folder) {
  const files = new Map();
  const walk = prefix => {
    for (const entry of readdirSync(join(folder, prefix), {withFileTypes: true})) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) walk(path + '/');
      else if (entry.isFile()) files.set(path, readFileSync(join(folder, path)));
      else throw new Error(`${path} is neither a file nor a folder`);
    }
  };
  walk('');
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function build({name, root, optional}) {
  if (optional && !existsSync(join(root, 'content/site.yml'))) return [];
  if (!existsSync(program)) throw new Error(`${program} does not exist: build it, or name another in MULU`);
  const folder = join(workFolder(), name, 'site');
  mkdirSync(dirname(folder), {recursive: true});
  try {
    const {stdout, stderr} = await promisify(execFile)(program, ['build', '--root', root, '--output', folder, '--now', now, '--lang', 'en'], {maxBuffer: 1 << 26});
    return [new Site({name, root, folder, log: stdout + stderr, files: readFolder(folder)})];
  } catch (failure) {
    throw new Error(`mulu build --root ${root} failed (exit ${failure.code}):\n${failure.stderr ?? failure.message}`);
  }
}

export const sites = (await Promise.all(roots.map(build))).flat();
