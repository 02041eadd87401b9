import type { Wanted } from '../wanted.js';

/** How the files are used, for whoever may not call the API, or wants to look first. */
export function readme({ folder, jobs, library }: Wanted): string {
  const name = folder.join('/');
  const prefix = name === '' ? '' : `${name}/`;
  const above = folder.slice(0, -1).map((_, depth) => folder.slice(0, depth + 1).join('/'));
  const creation = [
    ...(name === '' ? [] : [`$CLI create-job ${name} < folder.config.xml`]),
    ...jobs.map((job) => `$CLI create-job ${prefix}${job.name} < jobs/${job.name}.config.xml`),
  ];
  const first =
    above.length > 0
      ? `\nThe folders above it have to be there: ${above.map((path) => `\`${path}\``).join(', ')}.\n`
      : '';
  return `# Jenkins jobs

Made by \`cooper jobs sync --out\`. The same jobs come from each of these ways; one is enough. \`cooper jobs sync\` knows them again by the last line of their description.

## With Jenkins' command line

Needs the right to create items${name === '' ? '' : ` in the folder above \`${name}\``}.
${first}
\`\`\`sh
CLI='java -jar jenkins-cli.jar -s https://jenkins.example.com/ -auth @FILE'
${creation.join('\n')}
\`\`\`

\`update-job\` in place of \`create-job\` replaces a whole configuration, also what other people and plugins have added to it. \`cooper jobs sync\` does not.

## With Job DSL

\`jobs.groovy\` is the script of a seed job. It needs an administrator's approval, or a seed job that runs without the sandbox: it uses \`configure\`. Job DSL replaces the whole configuration of a job or folder each time. Its versions before 1.78 also lose the credentials that are stored in a folder (JENKINS-44681); keep them elsewhere, or take the folder out of the script.

## With Configuration as Code

\`casc.yaml\` holds the same script. Put it among the files that \`CASC_JENKINS_CONFIG\` names. It needs Job DSL too.

## Plugins

Pipeline, Git, Folders${library ? ', Pipeline: Groovy Libraries' : ''}${jobs.some(({ job }) => job.triggers.gitlabPush !== null) ? ', GitLab' : ''}.
`;
}
