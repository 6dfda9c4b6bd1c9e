import { decodeEntities } from './entities.ts';

const dropped = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'object', 'math']);
const blocks = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section select summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
);

/**
 * Readable text of an HTML page: each block on its own line, headings with `#`, list items with `-`, table rows as cells
 * joined by ` | `, entities decoded, scripts and styles dropped. Tolerates broken markup as browsers do.
 * Contract: never throws; takes time linear in the page.
 */
export function htmlToText(html: string): string {
  const page = new Page();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      page.text(html.slice(at));
      break;
    }
    if (open > at) page.text(html.slice(at, open));
    if (html.startsWith('<!--', open)) {
      at = endOf(html, '-->', open + 4);
    } else if (html.startsWith('<![CDATA[', open)) {
      const end = html.indexOf(']]>', open);
      page.text(html.slice(open + 9, end < 0 ? html.length : end));
      at = end < 0 ? html.length : end + 3;
    } else if (/[!?]/.test(html[open + 1] ?? '')) {
      at = endOf(html, '>', open);
    } else if (/[A-Za-z/]/.test(html[open + 1] ?? '')) {
      at = tag(html, open, page);
    } else {
      page.text('<');
      at = open + 1;
    }
  }
  return page.end();
}

function endOf(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

/** Reads one tag at `open` and returns where the text goes on. A tag that never closes swallows the rest, as in a browser. */
function tag(html: string, open: number, page: Page): number {
  const closing = html[open + 1] === '/';
  let at = open + (closing ? 2 : 1);
  const nameFrom = at;
  while (at < html.length && /[A-Za-z0-9:-]/.test(html[at] ?? '')) at += 1;
  const name = html.slice(nameFrom, at).toLowerCase();
  const attributesFrom = at;
  let quote = '';
  for (; at < html.length; at += 1) {
    const char = html[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') {
      break;
    } else if ((char === '"' || char === "'") && /[=\s]/.test(html[at - 1] ?? '')) {
      quote = char;
    }
  }
  const attributes = html.slice(attributesFrom, at);
  if (closing) page.close(name);
  else page.open(name, attributes);
  if (closing || !dropped.has(name) || attributes.endsWith('/')) return at + 1;
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = at;
  const found = end.exec(html);
  return found ? endOf(html, '>', found.index) : html.length;
}

/** Collects lines. A cell's inner blocks are parted by spaces, so that a table row stays one line. */
class Page {
  readonly #lines: string[] = [];
  #line = '';
  #prefix = '';
  #pre = 0;
  /** One entry per open table: whether a cell is open and how many the row has had. */
  readonly #tables: { inCell: boolean; cells: number }[] = [];

  text(raw: string): void {
    const text = decodeEntities(raw).replace(/\u00ad/g, '');
    if (this.#pre === 0) {
      this.#line += text.replace(/\s+/g, ' ');
      return;
    }
    const [first = '', ...more] = text.split(/\r?\n/);
    this.#line += first;
    for (const line of more) {
      this.#flush();
      this.#line = line;
    }
  }

  open(name: string, attributes: string): void {
    const table = this.#tables.at(-1);
    if (name === 'td' || name === 'th') {
      if (!table) return;
      if (table.cells > 0) this.#line = `${this.#line.trimEnd()} | `;
      table.cells += 1;
      table.inCell = true;
      return;
    }
    if (name === 'br') return this.#break();
    if (name === 'img') {
      const alt = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
      const label = (alt?.[1] ?? alt?.[2] ?? '').trim();
      if (label !== '') this.text(`[image: ${label}]`);
      return;
    }
    if (!blocks.has(name)) return;
    if (name === 'table') {
      this.#flush();
      this.#tables.push({ inCell: false, cells: 0 });
      return;
    }
    if (name === 'tr' && table) {
      table.inCell = false;
      table.cells = 0;
    }
    this.#break();
    if (table?.inCell === true) return;
    if (name === 'pre') this.#pre += 1;
    else if (name === 'li') this.#prefix = '- ';
    else if (/^h[1-6]$/.test(name)) this.#prefix = `${'#'.repeat(Number(name[1]))} `;
  }

  close(name: string): void {
    const table = this.#tables.at(-1);
    if (name === 'td' || name === 'th') {
      if (table) table.inCell = false;
      return;
    }
    if (!blocks.has(name)) return;
    if (name === 'table') {
      this.#flush();
      this.#tables.pop();
      return;
    }
    this.#break();
    if (name === 'pre' && this.#pre > 0) this.#pre -= 1;
    if (this.#line === '') this.#prefix = '';
  }

  end(): string {
    this.#flush();
    return this.#lines.join('\n').replace(/^\n+|\n+$/g, '');
  }

  #break(): void {
    if (this.#tables.at(-1)?.inCell === true) {
      if (!/(?:^|\s)$/.test(this.#line)) this.#line += ' ';
      return;
    }
    this.#flush();
  }

  #flush(): void {
    const line = this.#pre > 0 ? this.#line.trimEnd() : this.#line.replace(/ {2,}/g, ' ').trim();
    if (line !== '') {
      this.#lines.push(this.#prefix + line);
      this.#prefix = '';
    } else if (this.#pre > 0 && this.#lines.length > 0) {
      this.#lines.push('');
    }
    this.#line = '';
  }
}
