// SPDX-License-Identifier: Apache-2.0
// What a check has found, and how it is told: one line for each fault, with the first pages that have it.

/// `at`: a path, or an Element (path, line and tag are taken from it); `what`: the fault in words; `detail`: what may differ
/// from page to page, of which only the first is told.
export function finding(at, what, tag, detail) {
  if (typeof at === 'string') return {path: at, what, tag, detail};
  return {path: at.page.path, line: at.line, tag: tag ?? at.tag, what, detail};
}

const most = Number(process.env.MOST ?? 40);

/// The same fault on many pages (as in the footer) is one line.
export function tell(findings) {
  const groups = new Map();
  for (const each of findings) {
    const key = each.what + '\n' + (each.tag ?? '');
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(each);
  }
  const lines = [...groups.values()].slice(0, most).map(group => {
    const places = group.slice(0, 3).map(each => each.path + (each.line ? ':' + each.line : '')).join(', ');
    const more = group.length > 3 ? ` and ${group.length - 3} more` : '';
    return `  ${places}${more}\n      ${group[0].what}${group[0].detail ? ` (${group[0].detail})` : ''}${group[0].tag ? '\n      ' + group[0].tag : ''}`;
  });
  if (groups.size > most) lines.push(`  … and ${groups.size - most} more faults`);
  return lines.join('\n');
}

/// Fails with all findings, readably.
export function none(findings) {
  if (findings.length === 0) return;
  const failure = new Error(`${findings.length} found:\n${tell(findings)}`);
  failure.stack = failure.message;
  throw failure;
}
