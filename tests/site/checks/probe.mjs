// SPDX-License-Identifier: Apache-2.0
// What is measured inside the browser. Each function is sent there as text: it may use nothing from outside itself.

/// Defines the helpers that the probes share, on `window.probe`.
export function install() {
  const parse = text => {
    const rgb = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
    if (rgb) return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3]), rgb[4] === undefined ? 1 : Number(rgb[4])];
    const srgb = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/.exec(text);
    if (srgb) return [srgb[1] * 255, srgb[2] * 255, srgb[3] * 255, srgb[4] === undefined ? 1 : Number(srgb[4])];
    return undefined;
  };
  const over = (top, ground) => [0, 1, 2].map(i => top[i] * top[3] + ground[i] * (1 - top[3])).concat(1);
  const luminance = color => {
    const [r, g, b] = color.map(each => { const c = each / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };

  /// The colour behind an element, or undefined where there is a picture.
  const ground = element => {
    const layers = [];
    let up = element;
    if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) {
      // Shapes drawn before it, at its middle.
      const box = element.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
      const svg = element.ownerSVGElement;
      for (const shape of [...svg.querySelectorAll('rect, path, circle, polygon')].reverse()) {
        if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
        const at = shape.getBoundingClientRect(), fill = parse(getComputedStyle(shape).fill);
        if (fill && at.left <= x && x <= at.right && at.top <= y && y <= at.bottom) layers.push(fill);
      }
      up = svg;
    }
    for (; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.backgroundImage !== 'none') return undefined;
      const color = parse(style.backgroundColor);
      if (!color) return undefined;
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const opacity = element => { let product = 1; for (let up = element; up; up = up.parentElement) product *= Number(getComputedStyle(up).opacity); return product; };
  const visible = element => {
    if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom + scrollY <= 0) return false;
    for (let up = element; up; up = up.parentElement) if (getComputedStyle(up).clipPath !== 'none') return false;
    return true;
  };
  const name = element => {
    const own = each => each.tagName.toLowerCase() + (each.id ? '#' + each.id : '') + [...each.classList].map(c => '.' + c).join('');
    const chain = [];
    for (let up = element; up && up.tagName !== 'BODY' && chain.length < 3; up = up.parentElement) chain.unshift(own(up));
    return chain.join(' > ');
  };
  window.probe = {parse, over, ratio, ground, opacity, visible, name};
}

/// Whether the document scrolls sideways, and what sticks out.
export function overflow() {
  const {clientWidth, scrollWidth} = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || (box.right <= clientWidth + 0.5 && box.left >= -0.5)) continue;
    let framed = false;
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') framed = true;
    if (!framed && [...element.children].every(child => child.getBoundingClientRect().right <= clientWidth + 0.5 || getComputedStyle(child).position === 'absolute')) {
      out.push({where: probe.name(element), what: 'sticks out sideways', detail: `from ${Math.round(box.left)} to ${Math.round(box.right)} px of ${clientWidth}`});
    }
  }
  return out.length ? out.slice(0, 5) : [{where: 'html', what: 'the page scrolls sideways', detail: `${scrollWidth} px of ${clientWidth}`}];
}

/// Texts whose contrast is too low.
export function contrast() {
  const found = [];
  const judge = (element, style, color, text, size, weight, where) => {
    const ground = probe.ground(element);
    if (!ground) { found.push({where, what: 'the ground is a picture, or a colour that the check cannot read'}); return; }
    const own = probe.parse(color);
    if (!own) { found.push({where, what: `a colour that the check cannot read: ${color}`}); return; }
    const shown = probe.over([own[0], own[1], own[2], own[3] * probe.opacity(element)], ground);
    const ratio = probe.ratio(shown, ground);
    const least = size >= 24 || (size >= 18.66 && weight >= 700) ? 3 : 4.5;
    if (ratio < least) found.push({where, what: `contrast ${ratio.toFixed(2)}, at least ${least} wanted: ${color} on rgb(${ground.slice(0, 3).map(Math.round)})`, detail: `“${text.trim().slice(0, 20)}”`});
  };
  const root = getComputedStyle(document.documentElement);
  const link = root.getPropertyValue('--link').trim(), visited = root.getPropertyValue('--visited').trim();
  const hex = text => { const m = /^#(..)(..)(..)$/.exec(text); return m ? `rgb(${m.slice(1).map(each => parseInt(each, 16)).join(', ')})` : undefined; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'title', 'desc'].includes(element.tagName) || !probe.visible(element)) continue;
    const style = getComputedStyle(element);
    const svg = element instanceof SVGElement;
    let size = parseFloat(style.fontSize);
    if (svg) size *= element.getScreenCTM().a;  // a scaled chart
    const color = svg ? style.fill : style.color;
    judge(element, style, color, node.data, size, Number(style.fontWeight), probe.name(element));
    // A browser doesn't tell the colour of visited links: where the style sheet has one, it is judged in the place of the other.
    if (!svg && hex(visited) && color === hex(link) && element.closest('a')) judge(element, style, hex(visited), node.data, size, Number(style.fontWeight), probe.name(element) + ':visited');
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const pseudo of ['::before', '::after', '::placeholder']) {
      const style = getComputedStyle(element, pseudo);
      if (pseudo === '::placeholder') {
        if (element.placeholder && probe.visible(element)) judge(element, style, style.color, element.placeholder, parseFloat(style.fontSize), Number(style.fontWeight), probe.name(element) + pseudo);
        continue;
      }
      // content: "›" / "" is decoration.
      if (!/[^\s"']/.test(style.content) || ['none', 'normal'].includes(style.content) || / \/ ""$/.test(style.content) || style.clipPath !== 'none' || !probe.visible(element)) continue;
      judge(element, style, style.color, style.content, parseFloat(style.fontSize), Number(style.fontWeight), probe.name(element) + pseudo);
    }
  }
  return found;
}

/// Links and controls that are too small to hit, unless they stand in a line of text.
export function targets() {
  const found = [];
  for (const element of document.body.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]')) {
    if (!probe.visible(element)) continue;
    // In a line of text: the block around it has words of its own beside links.
    const inline = each => getComputedStyle(each).display.startsWith('inline');
    let block = element, words = '';
    while (inline(block)) block = block.parentElement;
    if (block !== element) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (!holder.closest('a') && (holder === block || inline(holder)) && probe.visible(holder)) words += node.data;
      }
      if (/\p{L}{2}/u.test(words) || element.closest('.prose')) continue;
    }
    const boxes = [...element.getClientRects()];
    const width = Math.max(...boxes.map(box => box.width)), height = Math.max(...boxes.map(box => box.height));
    if (width < 23.95 || height < 23.95) found.push({where: probe.name(element), what: 'a target smaller than 24 × 24 px', detail: `${width.toFixed(1)} × ${height.toFixed(1)} px, “${element.textContent.trim().slice(0, 20)}”`});
  }
  return found;
}

/// Focuses what can be focused, each kind of element once; the last key pressed was Tab, so that focus shows.
export function focus() {
  const found = [];
  const seen = new Set();
  for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')) {
    const where = probe.name(element);
    const kind = where.replace(/#[\w-]+/g, '');
    if (seen.has(kind) || !element.checkVisibility()) continue;
    seen.add(kind);
    element.focus();
    if (document.activeElement !== element) { found.push({where, what: 'cannot be focused'}); continue; }
    if (!element.matches(':focus-visible')) { found.push({where, what: 'focus isn\'t shown'}); continue; }
    const style = getComputedStyle(element);
    const width = parseFloat(style.outlineWidth);
    if (style.outlineStyle === 'none' || width < 2) { found.push({where, what: `outline ${style.outlineStyle} ${style.outlineWidth}`}); continue; }
    const color = probe.parse(style.outlineColor), ground = probe.ground(element.parentElement ?? element);
    if (!ground || !color || probe.ratio(probe.over(color, ground), ground) < 3) found.push({where, what: `the outline ${style.outlineColor} can't be told from its ground rgb(${ground?.slice(0, 3)})`});
    const box = element.getClientRects()[0];
    if (!box || box.bottom < 0 || box.top > innerHeight) { found.push({where, what: 'is out of sight when focused'}); continue; }
    const x = Math.min(Math.max(box.x + Math.min(box.width, 200) / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.y + Math.min(box.height, 60) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    if (top && !element.contains(top) && !top.contains(element)) found.push({where, what: `is covered by ${probe.name(top)} when focused`});
  }
  return found;
}

/// What a reader without a script has: the style sheet, pictures, text.
export function basics() {
  const found = [];
  if (!getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()) found.push({where: 'html', what: 'the style sheet is not applied'});
  for (const image of document.images) if (!image.complete || image.naturalWidth === 0) found.push({where: probe.name(image), what: `the picture ${image.getAttribute('src')} does not load`});
  if (!document.querySelector('main')?.innerText.trim()) found.push({where: 'main', what: 'shows nothing'});
  return found;
}

/// What paper shows.
export function print() {
  const found = [];
  for (const element of document.querySelectorAll('nav, .skip, .colophon, .no-print')) if (element.checkVisibility()) found.push({where: probe.name(element), what: 'is printed'});
  for (const table of document.querySelectorAll('main table')) if (!table.checkVisibility() || table.getBoundingClientRect().height < 10) found.push({where: probe.name(table), what: 'is not printed'});
  if (!document.querySelector('h1')?.checkVisibility()) found.push({where: 'h1', what: 'is not printed'});
  return found;
}
