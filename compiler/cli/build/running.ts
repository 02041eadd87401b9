/** What runs in Jenkins on our account, and how it is stopped. */
import type { BuildEvent } from '../../builds/events.js';
import type { Answer, JenkinsApi, JenkinsFault } from '../../clients/jenkins/types.js';
import { printable } from '../../diagnostics/create.js';

interface InJenkins {
  readonly job: string;
  readonly item: number | null;
  readonly number: number | null;
}

export class Running {
  readonly #images = new Map<string, InJenkins>();
  /** Set once all is to be aborted: also what only now turns out to be there. */
  #aborting: JenkinsApi | null = null;

  see(event: BuildEvent): void {
    if (event.type === 'queued') this.#add(event.image, { job: event.job, item: event.item, number: null });
    else if (event.type === 'build-start')
      this.#add(event.image, { job: event.job, item: null, number: event.number });
    else if (event.type === 'build-end' || event.type === 'not-built' || event.type === 'lost')
      this.#images.delete(event.image);
  }

  #add(image: string, there: InJenkins): void {
    this.#images.set(image, there);
    if (this.#aborting !== null) void abortOne(this.#aborting, there);
  }

  get images(): readonly string[] {
    return [...this.#images.keys()];
  }

  /** Aborts all of it. @returns why some could not be */
  async abort(jenkins: JenkinsApi): Promise<readonly JenkinsFault[]> {
    this.#aborting = jenkins;
    const answers = await Promise.all([...this.#images.values()].map((each) => abortOne(jenkins, each)));
    // What is not there any more needs no aborting; an item that has become a build meanwhile is met as such.
    return answers.flatMap((answer) =>
      'fault' in answer && answer.fault.kind !== 'missing' ? [answer.fault] : [],
    );
  }

  /** How to go on with what is left to itself. */
  advice(): string {
    return [...this.#images]
      .map(([image, { number }]) =>
        number === null
          ? `  ${printable(image)} waits in the queue: cooper status ${printable(image)}\n`
          : `  ${printable(image)} #${number} goes on in Jenkins: cooper logs ${printable(image)} --build ${number} --follow\n`,
      )
      .join('');
  }
}

function abortOne(jenkins: JenkinsApi, { job, item, number }: InJenkins): Promise<Answer<null>> {
  return number === null ? jenkins.cancel(item ?? 0) : jenkins.stop(job.split('/'), number);
}
