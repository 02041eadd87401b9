/**
 * Keeps the files that README.md shows equal to the files themselves: the fenced block behind
 * `<!-- file: PATH [stages] -->` is replaced by the file (of a Jenkinsfile by its `stages { … }`, if so asked).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

const BLOCK = /(<!-- file: (\S+)( stages)? -->\n\n?```\w+\n)[\s\S]*?(```\n)/gu;

/** README.md as it should be. */
export function readme(): string {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  return text.replace(
    BLOCK,
    (_, opening: string, path: string, stages: string | undefined, closing: string) => {
      const content = readFileSync(join(root, path), 'utf8');
      return `${opening}${stages === undefined ? content : stagesOf(content)}${closing}`;
    },
  );
}

function stagesOf(jenkinsfile: string): string {
  const [, body = ''] = /^ {2}stages \{\n([\s\S]*?)^ {2}\}\n/mu.exec(jenkinsfile) ?? [];
  return `stages {\n${body.replace(/^ {2}/gmu, '')}}\n`;
}
