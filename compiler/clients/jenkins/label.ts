/**
 * Label expressions, read as Jenkins reads them: `linux && docker`, `!arm`, `(a || b) -> c`, `"with blanks"`.
 * https://github.com/jenkinsci/jenkins, core/src/main/antlr4/hudson/model/labels/, Jenkins.getLabel
 */

export type Label =
  | { readonly kind: 'atom'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Label }
  | { readonly kind: 'and' | 'or' | 'implies' | 'iff'; readonly left: Label; readonly right: Label };

/** What Jenkins cannot read as an expression is one name for it, which no agent will have. */
export function parseLabel(expression: string): Label {
  // It takes outer quotes away first, also those that belong to two names.
  const text = unquoted(expression);
  const tokens = tokensOf(text);
  return (tokens && new Parser(tokens).whole()) ?? { kind: 'atom', name: text };
}

/** Whether an agent with these names fits. */
export function fits(label: Label, names: ReadonlySet<string>): boolean {
  switch (label.kind) {
    case 'atom':
      return names.has(label.name);
    case 'not':
      return !fits(label.of, names);
    case 'and':
      return fits(label.left, names) && fits(label.right, names);
    case 'or':
      return fits(label.left, names) || fits(label.right, names);
    case 'implies':
      return !fits(label.left, names) || fits(label.right, names);
    case 'iff':
      return fits(label.left, names) === fits(label.right, names);
  }
}

type Token = { readonly kind: '&&' | '||' | '!' | '->' | '<->' | '(' | ')' | 'name'; readonly text: string };

const TOKEN =
  /[ \t]*(?:(?<operator>&&|\|\||!|->|<->|\(|\))|(?<name>(?:[^&|!<>() \t"'-]|-(?!>))+)|"(?<quoted>(?:\\[btnfr"'\\]|[^\\"\r\n])*)"|(?<end>$))/uy;

/** null where the lexer would refuse. */
function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) return null;
    const { operator, name, quoted, end } = groups;
    if (end !== undefined) return tokens;
    if (operator !== undefined) tokens.push({ kind: operator as Token['kind'], text: operator });
    else tokens.push({ kind: 'name', text: name ?? unescaped(quoted ?? '') });
  }
}

/** Deeper than anybody writes. */
const DEEPEST = 100;

/** Binds in the order `!`, `&&`, `||`, `->`, `<->`; of `->` only one stands side by side, and `!!` is no expression. */
class Parser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Label | null {
    const label = this.#iff();
    return this.#at === this.tokens.length ? label : null;
  }

  #iff(): Label | null {
    return this.#chain('<->', 'iff', () => this.#implies());
  }

  #implies(): Label | null {
    const left = this.#or();
    if (!left || !this.#take('->')) return left;
    const right = this.#or();
    return right && { kind: 'implies', left, right };
  }

  #or(): Label | null {
    return this.#chain('||', 'or', () => this.#chain('&&', 'and', () => this.#not()));
  }

  #chain(operator: Token['kind'], kind: 'and' | 'or' | 'iff', next: () => Label | null): Label | null {
    let left = next();
    while (left && this.#take(operator)) {
      const right: Label | null = next();
      left = right && { kind, left, right };
    }
    return left;
  }

  #not(): Label | null {
    if (!this.#take('!')) return this.#name();
    const of = this.#name();
    return of && { kind: 'not', of };
  }

  #name(): Label | null {
    if (this.#take('(')) {
      if (++this.#depth > DEEPEST) return null;
      const label = this.#iff();
      this.#depth -= 1;
      return this.#take(')') ? label : null;
    }
    const token = this.#take('name');
    return token && { kind: 'atom', name: token.text };
  }

  #take(kind: Token['kind']): Token | null {
    const token = this.tokens[this.#at];
    if (token?.kind !== kind) return null;
    this.#at += 1;
    return token;
  }
}

function unquoted(text: string): string {
  const [first] = text;
  if (text.length < 2 || first !== text.at(-1) || (first !== '"' && first !== "'")) return text;
  return unescaped(text.slice(1, -1));
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', b: '\b' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, (_, character: string) => ESCAPES[character] ?? character);
}
