/** What the tests of pipelines share: requests with the usual answers, and Jenkinsfiles of their own. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PipelineRequest } from './bench.js';

/** The repository: its vars/ and resources/ are the library. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** The variables that an agent has. */
export const AGENT = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LANG: 'C.UTF-8' };

const folders: string[] = [];

/** A workspace of its own, with room for the temporary one beside it. */
export function newWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cooperage-'));
  folders.push(folder);
  return join(folder, 'workspace');
}

/** Removes the workspaces of a suite. */
export function removeWorkspaces(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A request that takes shell scripts down instead of running them. */
export function request(jenkinsfile: string, more: Partial<PipelineRequest> = {}): PipelineRequest {
  return {
    jenkinsfile,
    library: ROOT,
    workspace: newWorkspace(),
    checkout: { GIT_COMMIT: 'c0ffee', GIT_URL: 'https://git.test/images.git', GIT_BRANCH: 'origin/main' },
    credentials: { registry: { username: 'robot', password: 's3cret $\'"\\' } },
    sh: 'record',
    env: AGENT,
    ...more,
  };
}

/** A pipeline of one stage with these steps; it loads the library. */
export function pipelineOf(steps: string, post = ''): string {
  return `library identifier: 'cooperage@workspace', retriever: legacySCM(scm), changelog: false
pipeline {
  agent any
  stages {
    stage('Only') {
      steps {
        ${steps}
      }
    }
  }
  post {
    always {
      echo 'always'
    }
    ${post}
    cleanup {
      echo 'cleanup'
    }
  }
}
`;
}
