/** The plugins that the stand-in has where a test names no others. */
import type { InstalledPlugin } from './types.js';

export const PLUGINS: readonly InstalledPlugin[] = [
  { id: 'cloudbees-folder', version: '6.1023.v4fc72e3b_4e7a_' },
  { id: 'credentials', version: '1419.v2337d1ceceef' },
  { id: 'credentials-binding', version: '702.vfe613e537e88' },
  { id: 'git', version: '5.7.0' },
  { id: 'gitlab-plugin', version: '1.9.8' },
  { id: 'mailer', version: '525.v2458b_d8a_1a_71' },
  { id: 'pipeline-graph-view', version: '618.v19a_19a_ef06d4' },
  { id: 'pipeline-groovy-lib', version: '787.ve2fef0efdca_6' },
  { id: 'pipeline-input-step', version: '534.v352f0a_e98918' },
  { id: 'pipeline-model-definition', version: '2.2277.v00573e73ddf1' },
  { id: 'pipeline-rest-api', version: '2.38' },
  { id: 'plain-credentials', version: '199.v9f8e1f741799' },
  { id: 'workflow-aggregator', version: '608.v67378e9d3db_1' },
  { id: 'workflow-cps', version: '4175.v4c0b_7a_fb_9e67' },
  { id: 'workflow-job', version: '1540.v295eccc9778f' },
];
