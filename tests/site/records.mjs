// SPDX-License-Identifier: Apache-2.0
// The items of a content folder, read without mulu: what each holds, what of it is internal, and whether it may be public.
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Parser, parse as parseYaml} from 'yaml';

/// Chinese names of the keys that the checks look at (design/content.md).
const english = {
  名称: 'title', 标题: 'title', 索引号: 'index', 文号: 'doc_no', 发布日期: 'published', 附件: 'attachments', 公开属性: 'access',
  公开流程: 'workflow', 保密审查: 'review', 撤回: 'withdrawn', 草稿: 'draft', 原地址: 'aliases', 检查豁免: 'allow', 内容概述: 'summary', 主题词: 'keywords',
  废止文件: 'supersedes', 修改文件: 'amends', 解读文件: 'interprets', 相关信息: 'related', 更正: 'corrections', 来源: 'source',
};
const englishInside = {步骤: 'step', 环节: 'step', 结论: 'result', 结果: 'result', 名称: 'title', 标题: 'title', 文件: 'file'};
const steps = {提出: 'proposed', 初审: 'screened', 审核: 'approved', 公开: 'published', 反馈: 'feedback', 整改: 'rectified', 建档: 'archived'};
/// Words of vocabularies: no secrets, wherever they stand.
const terms = new Set([...Object.keys(steps), ...Object.values(steps), '不公开', '部分公开', 'release', 'withhold', 'partial', '显示', '隐藏', 'show', 'hide']);
const internal = ['workflow', 'review', 'allow'];

const translate = (value, names) => Object.fromEntries(Object.entries(value ?? {}).map(([key, each]) => [names[key] ?? key, each]));
const leaves = value => (value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : value ? [String(value)] : []);
const isDate = text => /^\d{4}-\d\d-\d\d/.test(text);

/// Comments of a YAML text, without #.
export function commentsOf(yaml) {
  const found = [];
  const walk = token => {
    if (token === null || typeof token !== 'object') return;
    if (token.type === 'comment') found.push(token.source.replace(/^#\s*/, '').trim());
    for (const each of Array.isArray(token) ? token : Object.values(token)) walk(each);
  };
  for (const document of new Parser().parse(yaml)) walk(document);
  return found.filter(Boolean);
}

function split(text) {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\n---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(text);
  return match ? {front: match[1], body: match[2]} : undefined;
}

/// Whether an item may be public, by design/content.md, What goes public, as far as the record alone tells.
function stateOf(item, settings, now) {
  if (item.draft === 'yes' || item.draft === '是') return 'held';
  if (['不予公开', 'withheld'].includes(item.access)) return 'held';
  const result = translate(item.review, englishInside).result;
  if (['不公开', 'withhold'].includes(result)) return 'held';
  if (!result && settings.review !== 'optional') return 'held';
  const done = (item.workflow ?? []).map(each => translate(each, englishInside).step).map(step => steps[step] ?? step);
  if ((settings.workflow ?? []).some(step => !done.includes(steps[step] ?? step))) return 'held';
  if (String(item.published).slice(0, 10) > now.slice(0, 10)) return 'held';
  if (item.withdrawn && String(translate(item.withdrawn, {日期: 'on', 时间: 'on'}).on) <= now.slice(0, 10)) return 'withdrawn';
  return ['依申请公开', 'on-request'].includes(item.access) ? 'on-request' : 'public';
}

export function readRecords(root, settings, now) {
  const records = [];
  const folder = join(root, 'content/items');
  const walk = prefix => {
    for (const entry of readdirSync(join(folder, prefix), {withFileTypes: true})) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) walk(path + '/');
      else if (/\.(md|yml)$/.test(entry.name)) records.push(read(path));
    }
  };
  const read = path => {
    const text = readFileSync(join(folder, path), 'utf8');
    const {front, body} = path.endsWith('.md') ? split(text) : {front: text, body: ''};
    const item = translate(parseYaml(front, {schema: 'failsafe'}), english);
    const state = stateOf(item, settings, now);
    const secret = internal.flatMap(key => leaves(item[key])).filter(each => !terms.has(each) && !isDate(each) && !/^[A-Z]\d{3}$/.test(each));
    const open = Object.entries(item).filter(([key]) => !internal.includes(key));
    const files = (item.attachments ?? []).map(each => (typeof each === 'string' ? each : translate(each, englishInside).file));
    return {
      path: `content/items/${path}`, item, body, state, index: item.index, title: item.title,
      hidesTitle: item.withdrawn !== undefined && ['hide', '隐藏'].includes(translate(item.withdrawn, englishInside).title),
      aliases: item.aliases ?? [],
      /// Names of people, notes of the procedure, comments: never public, whatever becomes of the item.
      internal: [...new Set([...secret, ...commentsOf(front)])],
      /// Texts of the fields that readers may see once the item is public.
      fields: open.flatMap(([key, value]) => (key === 'withdrawn' ? leaves(translate(value, {理由: 'reason', 原因: 'reason'}).reason) : leaves(value))),
      lines: body.split('\n').map(line => line.trim()).filter(Boolean),
      files: files.map(file => join(dirname(join(folder, path)), file)).filter(existsSync),
    };
  };
  if (existsSync(folder)) walk('');
  return records;
}

/// The rest of the content: the texts that pages are made of, and the comments, which are nobody's business.
export function readRest(root) {
  const texts = [], comments = [];
  const walk = prefix => {
    for (const entry of readdirSync(join(root, 'content', prefix), {withFileTypes: true})) {
      const path = prefix + entry.name;
      if (path === 'items') continue;
      if (entry.isDirectory()) walk(path + '/');
      if (!/\.(md|yml)$/.test(path)) continue;
      const text = readFileSync(join(root, 'content', path), 'utf8');
      const {front, body} = path.endsWith('.md') ? split(text) : {front: text, body: ''};
      texts.push(...leaves(parseYaml(front, {schema: 'failsafe'})), body);
      comments.push(...commentsOf(front).map(comment => ({path: `content/${path}`, comment})));
    }
  };
  walk('');
  return {text: texts.join('\n'), comments};
}
