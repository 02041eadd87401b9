/** Tells what happens in a pipeline as Jenkins' log and its stages tell it. */
import type { PipelineEvent } from '../../../real/groovy/bench.js';
import type { Build, BuildStage, StageStatus } from '../builds/build.js';

const POST = 'Declarative: Post Actions';

/** Steps whose name stands in the log; blocks are told by stages only. */
const STEPS = ['archiveArtifacts', 'checkout', 'deleteDir', 'echo', 'mail', 'readFile', 'sh', 'writeFile'];

const ENDS: Readonly<Record<string, StageStatus>> = {
  SUCCESS: 'SUCCESS',
  UNSTABLE: 'UNSTABLE',
  ABORTED: 'ABORTED',
  SKIPPED: 'SKIPPED',
};

export class Narrator {
  private readonly open: BuildStage[] = [];
  private postFailed = false;

  constructor(private readonly build: Build) {}

  begin(): void {
    const { log, job } = this.build;
    log.pipeline('node');
    log.line(`Running on Jenkins in /var/jenkins_home/workspace/${job.fullName}`);
    log.pipeline('{');
  }

  take(event: PipelineEvent): void {
    if (event.type === 'stage') this.stage(String(event['name']), String(event['status']));
    else if (event.type === 'post' && this.open.at(-1)?.name !== POST) this.enter(POST);
    else if (event.type === 'postFailed') this.postFailed = true;
    else if (event.type === 'input') this.ask(String(event['message']));
    else if (STEPS.includes(event.type)) this.build.log.pipeline(event.type);
  }

  end(): void {
    while (this.open.length > 0) this.leave(this.postFailed ? 'FAILED' : 'SUCCESS');
    for (const text of ['}', '// node', 'End of Pipeline']) this.build.log.pipeline(text);
  }

  private ask(question: string): void {
    const stage = this.open.at(-1);
    if (stage) stage.status = 'PAUSED_PENDING_INPUT';
    this.build.log.pipeline('input');
    this.build.log.line(question);
    this.build.log.line('Proceed or Abort');
  }

  private stage(name: string, status: string): void {
    if (status === 'STARTED') return this.enter(name);
    if (status === 'SKIPPED') {
      this.enter(name);
      this.build.log.line(`Stage "${name}" skipped due to earlier failure(s)`);
    }
    this.leave(ENDS[status] ?? 'FAILED');
  }

  private enter(name: string): void {
    this.build.log.pipeline('stage');
    this.build.log.pipeline(`{ (${name})`);
    this.open.push(this.build.begin(name));
  }

  private leave(status: StageStatus): void {
    const stage = this.open.pop();
    if (stage) this.build.end(stage, status);
    this.build.log.pipeline('}');
    this.build.log.pipeline('// stage');
  }
}
