/** Jenkins Job Builder, the tool that people know for "many Jenkins jobs out of text": as many pipeline jobs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command.js';
import { image } from './specs.js';

/** The command that writes the XML of `jobs` pipeline jobs below `folder`. */
export function jenkinsJobs(folder: string, jobs: number): Command {
  mkdirSync(folder, { recursive: true });
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('jobs.yaml'), Array.from({ length: jobs }, (_, number) => job(number)).join(''));
  writeFileSync(path('conf.ini'), '[jenkins]\nurl=http://localhost:1/\nquery_plugins_info=False\n');
  return {
    program: 'jenkins-jobs',
    args: ['--conf', path('conf.ini'), 'test', path('jobs.yaml'), '--config-xml', '-o', path('xml')],
  };
}

/** The job that runs the Jenkinsfile which `cooper compile` generates. */
function job(number: number): string {
  const { name, spec } = image(number);
  const values = {
    registry: 'registry.example.com',
    namespace: 'platform',
    image_name: name,
    image_tag: spec.publish?.tags?.[0] ?? '',
  };
  const parameters = Object.entries(values).map(
    ([key, value]) => `      - string: { name: ${key}, default: '${value}', trim: true }\n`,
  );
  return `- job:
    name: ${name}
    description: '${spec.description ?? ''}'
    project-type: pipeline
    concurrent: false
    properties:
      - build-discarder: { num-to-keep: 20 }
    parameters:
${parameters.join('')}    pipeline-scm:
      script-path: images/${name}/Jenkinsfile
      lightweight-checkout: true
      scm:
        - git: { url: 'https://gitlab.example.com/platform/images.git', branches: [main] }
`;
}
