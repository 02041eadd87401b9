/** `cooper doctor`: what this machine has and lacks for each command. */
import type { Files } from '../../host/files.js';
import { nodeFiles } from '../../host/node-files.js';
import { realProcesses, type Processes } from '../../host/process.js';
import { inherited } from '../../run/environment.js';
import type { Io } from '../io.js';
import { asker } from './ask.js';
import { builderChecks } from './builders.js';
import { isFine } from './check.js';
import { table } from './table.js';
import { nodeCheck, toolChecks } from './tools.js';
import { accountCheck, workspaceFacts } from './workspace.js';

export interface DoctorCommandOptions {
  readonly cwd: string;
  readonly json?: boolean | undefined;
  readonly processes?: Processes;
  readonly files?: Files;
}

/** 0, or 4 where something is missing that the workspace's builder needs. */
export async function doctorCommand(options: DoctorCommandOptions, io: Io): Promise<number> {
  const ask = asker(options.processes ?? realProcesses, options.cwd, inherited(io.env, []));
  const workspace = workspaceFacts(options.files ?? nodeFiles, options.cwd);
  // Without a workspace nobody has chosen a builder, and none is lacking.
  const builder =
    workspace.root === null ? null : (workspace.settings.defaults?.pipeline?.builder ?? 'docker');
  const [tools, builders] = await Promise.all([toolChecks(ask), builderChecks(ask, builder)]);
  const checks = [
    nodeCheck(process.versions.node),
    ...tools,
    ...builders,
    workspace.check,
    accountCheck(io.env),
  ];
  const ok = isFine(checks);
  if (options.json === true) {
    io.out(`${JSON.stringify({ ok, builder, workspace: workspace.root, checks }, null, 2)}\n`);
  } else {
    io.out(table(checks, io));
    const purpose = builder === null ? 'to compile image specs' : `to build with ${builder}`;
    io.out(ok ? `\nAll is there ${purpose}.\n` : `\nSomething is missing ${purpose}.\n`);
  }
  return ok ? 0 : 4;
}
