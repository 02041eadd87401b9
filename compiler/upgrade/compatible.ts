/**
 * What of a Jenkinsfile a runtime does not know: steps that it lacks, and arguments that they do not take. While a
 * new compiler is rolled out, Jenkinsfiles of the older one run on the new runtime.
 * @param steps name of each step of the runtime → its Groovy
 * @returns `imageScan`, `imageBuild(cache: …)`
 */
export function unknownCalls(jenkinsfile: string, steps: ReadonlyMap<string, string>): string[] {
  const bare = jenkinsfile.replaceAll(/'(?:[^'\\\n]|\\.)*'/gu, "''");
  const unknown = [...bare.matchAll(/^\s*(image[A-Z]\w*)\((.*)\)$/gmu)].flatMap(
    ([, step = '', list = '']) => {
      const groovy = steps.get(step);
      if (groovy === undefined) return [step];
      const names = [...list.matchAll(/(\w+):/gu)].map(([, name = '']) => name);
      return names
        .filter((name) => !new RegExp(`\\bargs\\.${name}\\b`, 'u').test(groovy))
        .map((name) => `${step}(${name}: …)`);
    },
  );
  return [...new Set(unknown)].sort();
}
