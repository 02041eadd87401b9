/** What a running Jenkinsfile says of its job, gathered from the bench's events. */
import type { PipelineEvent } from '../../../real/groovy/bench.js';
import type { JobProperties, ParameterDefinition } from '../job-config.js';
import { namesIn } from '../job-config.js';

export class Gathered {
  private readonly parameters: ParameterDefinition[] = [];
  private concurrent = true;
  private upstream: readonly string[] = [];

  take(event: PipelineEvent): void {
    switch (event.type) {
      case 'parameter':
        this.parameters.push({
          type: 'hudson.model.StringParameterDefinition',
          name: String(event['name']),
          description: String(event['description'] ?? ''),
          defaultValue: String(event['default'] ?? ''),
          trim: event['trim'] === true,
        });
        break;
      case 'option':
        if (String(event['text']).startsWith('disableConcurrentBuilds')) this.concurrent = false;
        break;
      case 'trigger':
        if (event['name'] === 'upstream')
          this.upstream = namesIn((event['spec'] as { upstreamProjects: string }).upstreamProjects);
        break;
    }
  }

  get properties(): JobProperties {
    const { parameters, concurrent, upstream } = this;
    return { parameters: parameters.length > 0 ? parameters : null, concurrent, upstream };
  }
}
