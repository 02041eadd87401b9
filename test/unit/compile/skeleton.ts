/** What generated files are without their values, read by rules that are simpler than the compiler's. */

/** The verbs of a Dockerfile: continued lines and the text of heredocs belong to their instruction. */
export function verbs(dockerfile: string): string[] {
  const found: string[] = [];
  const lines = dockerfile.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.startsWith('#')) continue;
    found.push(line.split(' ')[0] ?? '');
    const start = index;
    while (/\\[ \t]*$/.test(lines[index] ?? '') || isComment(lines, index + 1)) index++;
    if (/^(ONBUILD )?(RUN|COPY|ADD) /.test(line))
      for (const end of heredocs(lines.slice(start, index + 1).join(' ')))
        index = lines.indexOf(end, index + 1);
  }
  return found;
}

function heredocs(line: string): string[] {
  return [...line.matchAll(/\s<<(["']?)([A-Za-z_][\w.-]*)\1(?=\s|$)/g)].map(([, , end = '']) => end);
}

// Within a continued instruction comment lines are skipped.
function isComment(lines: readonly string[], index: number): boolean {
  return /^\s*#/.test(lines[index] ?? '') && /\\[ \t]*$/.test(lines[index - 1] ?? '');
}

/** A Jenkinsfile with every literal emptied. */
export function groovySkeleton(text: string): string {
  return text.replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}
