/**
 * Who owns a path, as the file CODEOWNERS has it.
 * https://docs.gitlab.com/user/project/codeowners/reference/
 */

/** Where GitLab looks for it, in this order. */
export const CODEOWNERS_FILES = ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] as const;

interface Rule {
  readonly pattern: RegExp;
  readonly owners: readonly string[];
  /** `!path`: nobody owns it, whatever else the section says. */
  readonly excludes: boolean;
}

/** A word of the file, or what it escapes: `\ ` is a blank in a path. */
const WORD = /(?:\\.|[^\s\\])+/gu;

const SECTION = /^\^?\[([^\]]+)\](?:\[\d+\])?(.*)$/u;

/**
 * Makes a function that tells the owners of a path of the repository: of each section those of the last line that
 * fits. Names are as they are written: `@name`, `@group/subgroup`, `@@role`, a mail address.
 */
export function codeOwners(text: string): (path: string) => string[] {
  const sections = new Map<string, Rule[]>();
  let [rules, usual] = [sectionOf(sections, ''), [] as readonly string[]];
  for (const line of text.split(/\r?\n/u).map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name, rest = ''] = SECTION.exec(line) ?? [];
    if (name !== undefined) {
      rules = sectionOf(sections, name.trim().toLowerCase());
      usual = ownersIn(rest);
      continue;
    }
    const [path = '', ...words] = line.match(WORD) ?? [];
    const own = ownersIn(words.join(' '));
    const excludes = path.startsWith('!');
    const pattern = patternOf((excludes ? path.slice(1) : path).replaceAll(/\\(.)/gu, '$1'));
    rules.push({ pattern, owners: own.length > 0 ? own : usual, excludes });
  }
  return (path) => {
    const found = [...sections.values()].flatMap((section) => {
      if (section.some(({ excludes, pattern }) => excludes && pattern.test(path))) return [];
      return section.findLast(({ excludes, pattern }) => !excludes && pattern.test(path))?.owners ?? [];
    });
    return [...new Set(found)];
  };
}

/** Sections of one name count as one. */
function sectionOf(sections: Map<string, Rule[]>, name: string): Rule[] {
  const section = sections.get(name) ?? [];
  sections.set(name, section);
  return section;
}

function ownersIn(text: string): string[] {
  const [told = ''] = text.split(/(?:^|\s)#/u);
  return (told.match(WORD) ?? []).filter((word) => word.includes('@'));
}

/**
 * Without a slash at its start it fits at any depth; with one at its end all that is below. `*` stays within a folder,
 * `**` does not.
 */
function patternOf(glob: string): RegExp {
  const anchored = glob.startsWith('/') ? glob.slice(1) : `**/${glob}`;
  const whole = anchored.endsWith('/') ? `${anchored}**/*` : anchored;
  const source = whole.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/gu, (found) => {
    if (found === '**/') return '(?:.*/)?';
    if (found === '**') return '.*';
    if (found === '*') return '[^/]*';
    return found === '?' ? '[^/]' : `\\${found}`;
  });
  return new RegExp(`^${source}$`, 'su');
}
