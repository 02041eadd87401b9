/** Reads a report back as a parser of GitHub-flavoured Markdown does: which texts are code, and what else is there. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

export interface Judged {
  /** The whole, with `◆` for each text in code. */
  readonly skeleton: string;
  /** Those texts, in order. */
  readonly codes: readonly string[];
}

/** What a report may be made of; anything else is a breakout. */
const KNOWN = new Set([
  'root',
  'heading',
  'paragraph',
  'strong',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
]);

/** @throws for links, images, HTML that is not ours, and all else that a report has not */
export function judge(markdown: string, addresses: readonly string[] = []): Judged {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node;
  const codes: string[] = [];
  const skeleton = told(tree, codes, addresses);
  return { skeleton, codes };
}

function told(node: Node, codes: string[], addresses: readonly string[]): string {
  const { type, value = '', children = [], url = '' } = node;
  if (type === 'text') return value;
  if (type === 'html') return summaryOf(value, codes);
  if (type === 'link' && addresses.some((address) => url.startsWith(address)))
    return `[${inside(children, codes, addresses)}]`;
  if (!KNOWN.has(type)) throw new Error(`${type} ${value}${url}`);
  return `${type}(${inside(children, codes, addresses)})`;
}

/** Parts in code that stand side by side are one text. */
function inside(children: readonly Node[], codes: string[], addresses: readonly string[]): string {
  let found = '';
  let open: string | null = null;
  const close = (): void => {
    if (open !== null) codes.push(open);
    if (open !== null) found += '◆';
    open = null;
  };
  for (let index = 0; index < children.length; index++) {
    const node = children[index] as Node;
    if (node.type === 'inlineCode') open = (open ?? '') + (node.value ?? '');
    else if (node.type === 'html' && node.value === '<code>') {
      const [text, end] = [children[index + 1], children[index + 2]];
      if (text?.type !== 'text' || end?.value !== '</code>') throw new Error(`in code: ${text?.type}`);
      open = (open ?? '') + (text.value ?? '');
      index += 2;
    } else {
      close();
      found += told(node, codes, addresses);
    }
  }
  close();
  return found;
}

/** `<details>` and its summary, in which a browser reads entities. */
function summaryOf(html: string, codes: string[]): string {
  if (html === '</details>') return html;
  const [, summary] = /^<details><summary>([^\n]*)<\/summary>$/u.exec(html) ?? [];
  if (summary === undefined) throw new Error(`HTML: ${html}`);
  const shown = summary.replace(/<code>([^<>]*)<\/code>/gu, (_, text: string) => {
    codes.push(
      text.replace(/&#x([0-9a-f]+);/gu, (__, code: string) => String.fromCodePoint(parseInt(code, 16))),
    );
    return '◆';
  });
  if (/[<>&]/u.test(shown)) throw new Error(`HTML: ${shown}`);
  return `details(${shown})`;
}
