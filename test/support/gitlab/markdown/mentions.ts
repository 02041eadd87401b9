/**
 * Finds mentions as the filters of lib/banzai/ of GitLab do: they look at the text of the rendered page, outside `pre`,
 * `code`, `a` and `style`, and a character that was escaped with a backslash is no reference. Rendering is only
 * approached here, and where in doubt a mention is found: a text without mentions here has none in GitLab.
 */

/** `@` with nothing of a word before it, and the path of a user or group behind it. */
const MENTION = /(?<![\p{L}\p{N}_])@([a-zA-Z0-9_.][a-zA-Z0-9_\-./]*)/gu;

/** Stands where the text of a page is broken up by something that is no text. */
const BREAK = '\u0001';

export function mentionsOf(markdown: string): string[] {
  const text = visible(withoutBlocks(markdown));
  return [...text.matchAll(MENTION)].map(([, name = '']) => `@${name.replace(/[./-]+$/, '')}`);
}

/** Fenced and indented code goes, and HTML comments that begin a line. */
function withoutBlocks(markdown: string): string {
  const kept: string[] = [];
  let fence: string | null = null;
  let comment = false;
  let paragraph = false;
  for (const line of markdown.replaceAll('\r\n', '\n').split('\n')) {
    const opening = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1] ?? null;
    if (comment) {
      comment = !line.includes('-->');
    } else if (fence !== null) {
      if (new RegExp(`^ {0,3}${fence[0]}{${fence.length},}\\s*$`).test(line)) fence = null;
    } else if (opening !== null) {
      fence = opening;
      paragraph = false;
    } else if (/^ {0,3}<!--/.test(line)) {
      comment = !line.includes('-->');
      paragraph = false;
    } else if (paragraph || !/^( {4}|\t)/.test(line)) {
      kept.push(line);
      paragraph = line.trim() !== '' && !/^ {0,3}(#{1,6}\s|[-*_]( *[-*_]){2,} *$)/.test(line);
    }
  }
  return kept.join('\n');
}

/** Inline code, tags, comments and links' targets go; entities are read; escaped characters are no references. */
function visible(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const ticks = /^`+/.exec(rest)?.[0];
    const code = ticks && codeAt(rest, ticks);
    const element = /^<(code|pre|a|style)\b[^<>]*>(?:(?!\n[ \t]*\n)[\s\S])*?<\/\1>/i.exec(rest)?.[0];
    const tag = element ?? /^<(!--[\s\S]*?--|\/?[a-zA-Z][^<>]*)>/.exec(rest)?.[0];
    const escaped = /^\\[!-/:-@[-`{-~]/.exec(rest)?.[0];
    const entity = /^&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|commat);/.exec(rest);
    if (code) out += BREAK;
    else if (tag) out += BREAK;
    else if (escaped) out += BREAK;
    else if (entity) out += charOf(entity[1] ?? '');
    else out += ticks ?? rest[0];
    at += (code || tag || escaped || entity?.[0] || ticks || ' ').length;
  }
  return out;
}

/** Up to as many ticks, within one paragraph. */
function codeAt(text: string, ticks: string): string | undefined {
  const end = new RegExp(`^${ticks}(?!\`)[\\s\\S]*?[^\`]${ticks}(?!\`)`).exec(text)?.[0];
  return end?.slice(ticks.length).match(/\n[ \t]*\n/) ? undefined : end;
}

function charOf(entity: string): string {
  if (entity === 'commat') return '@';
  const code = /^#[xX]/.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
