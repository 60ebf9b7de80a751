// SPDX-License-Identifier: Apache-2.0
// An HTML page as a flat list of elements in document order, with their lines.
import {parse} from 'parse5';

const html = 'http://www.w3.org/1999/xhtml';

export class Element {
  constructor(page, node, parent) {
    this.page = page;
    this.parent = parent;
    this.name = node.tagName;
    this.isHtml = node.namespaceURI === html;
    this.attributes = new Map(node.attrs.map(each => [(each.prefix ? each.prefix + ':' : '') + each.name, each.value]));
    this.content = [];  // texts and elements
    // Only what is needed of the place: parse5's objects are large, and pages many.
    const place = node.sourceCodeLocation;
    this.line = place?.startLine;
    this.begin = place?.startOffset ?? 0;
    this.behindTag = place?.startTag?.endOffset ?? place?.endOffset ?? 0;
    this.end = place?.endOffset ?? 0;
  }
  get(name) { return this.attributes.get(name); }
  has(name) { return this.attributes.has(name); }
  get classes() { return (this.get('class') ?? '').split(/\s+/).filter(Boolean); }
  get children() { return this.content.filter(each => each instanceof Element); }
  /// Its text and that of all that it holds.
  get text() { return this.content.map(each => (each instanceof Element ? each.text : each)).join(''); }
  get source() { return this.page.text.slice(this.begin, this.end); }
  /// Its start tag, as a finding shows it.
  get tag() {
    const tag = this.page.text.slice(this.begin, this.behindTag) || `<${this.name}>`;
    return tag.length > 160 ? tag.slice(0, 159) + '…' : tag;
  }
  /// The nearest element, itself included, for which `test` (a name or a function) holds.
  closest(test) {
    const holds = typeof test === 'string' ? each => each.name === test : test;
    for (let each = this; each; each = each.parent) if (holds(each)) return each;
    return undefined;
  }
  all(test) {
    const holds = typeof test === 'string' ? each => each.name === test : test;
    return this.page.elements.filter(each => holds(each) && each !== this && each.closest(up => up === this));
  }
}

export class Page {
  constructor(path, text) {
    this.path = path;
    this.text = text;
    this.elements = [];
    const document = parse(text, {sourceCodeLocationInfo: true});
    const walk = (node, parent) => {
      let element = parent;
      if (node.tagName) {
        element = new Element(this, node, parent);
        parent?.content.push(element);
        this.elements.push(element);
      } else if (node.value !== undefined) {
        parent?.content.push(node.value);
      }
      for (const child of node.childNodes ?? []) walk(child, element);
    };
    walk(document, undefined);
    this.ids = new Map(this.elements.filter(each => each.has('id')).map(each => [each.get('id'), each]));
  }
  all(name) { return this.elements.filter(each => each.name === name); }
  first(name) { return this.elements.find(each => each.name === name); }
  withClass(name) { return this.elements.filter(each => each.classes.includes(name)); }
  /// body's class: home, item, list …
  get kind() { return this.first('body').classes[0] ?? ''; }
  /// Values of all meta tags of this name.
  metas(name) { return this.all('meta').filter(each => each.get('name') === name).map(each => each.get('content')); }
  meta(name) { return this.metas(name)[0]; }
  link(rel) { return this.all('link').find(each => each.get('rel') === rel)?.get('href'); }
  get title() { return this.first('title')?.text ?? ''; }
  get isRedirect() { return this.all('meta').some(each => each.get('http-equiv')?.toLowerCase() === 'refresh'); }
  get isIndexed() { return !(this.meta('robots') ?? '').includes('noindex'); }
}
