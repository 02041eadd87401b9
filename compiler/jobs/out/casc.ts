/**
 * The same script for the plugin Configuration as Code, which hands it to Job DSL.
 * https://github.com/jenkinsci/job-dsl-plugin/blob/master/docs/JCasC.md
 */
export function casc(script: string): string {
  // Configuration as Code puts values of its own in place of `${…}`; `^` keeps it from that.
  const lines = script.replaceAll('${', '^${').trimEnd().split('\n');
  const indented = lines.map((line) => (line === '' ? '' : `      ${line}`));
  return [
    '# Made by: cooper jobs sync --out. Changes here are lost.',
    'jobs:',
    '  - script: |',
    ...indented,
    '',
  ].join('\n');
}
