/** What runs in Jenkins on our account, and how it is stopped. */
import type { BuildEvent } from '../../builds/events.js';
import type { JenkinsApi, JenkinsFault } from '../../clients/jenkins/types.js';

interface InJenkins {
  readonly job: string;
  readonly item: number | null;
  readonly number: number | null;
}

export class Running {
  readonly #images = new Map<string, InJenkins>();

  see(event: BuildEvent): void {
    if (event.type === 'queued')
      this.#images.set(event.image, { job: event.job, item: event.item, number: null });
    else if (event.type === 'build-start')
      this.#images.set(event.image, { job: event.job, item: null, number: event.number });
    else if (event.type === 'build-end' || event.type === 'not-built') this.#images.delete(event.image);
  }

  get images(): readonly string[] {
    return [...this.#images.keys()];
  }

  /** Aborts all of it. @returns why some could not be */
  async abort(jenkins: JenkinsApi): Promise<readonly JenkinsFault[]> {
    const answers = await Promise.all(
      [...this.#images.values()].map(({ job, item, number }) =>
        number === null ? jenkins.cancel(item ?? 0) : jenkins.stop(job.split('/'), number),
      ),
    );
    return answers.flatMap((answer) => ('fault' in answer ? [answer.fault] : []));
  }

  /** How to go on with what is left to itself. */
  advice(): string {
    return [...this.#images]
      .map(([image, { number }]) =>
        number === null
          ? `  ${image} waits in the queue: cooper status ${image}\n`
          : `  ${image} #${number} goes on in Jenkins: cooper logs ${image} --build ${number} --follow\n`,
      )
      .join('');
  }
}
