/** The shared library. */
import type { Signature } from '../signature.js';

const LIBS =
  'https://github.com/jenkinsci/pipeline-groovy-lib-plugin/blob/master/src/main/java/org/jenkinsci/plugins/workflow/libs';

export const LIBRARY: readonly Signature[] = [
  {
    code: 'library-missing',
    rank: 'cause',
    patterns: ['Could not find any definition of libraries ', 'No library named .* found'],
    stages: null,
    value: { after: '(definition of libraries [[]?|No library named )', is: '[A-Za-z0-9_./@-]+' },
    what: 'No folder above the job, and not the controller, configures the shared library[ {value}]',
    field: { file: 'workspace', pointer: '/library' },
    todo: 'Have it configured at the folder under that name (cooper jobs sync does so with jenkins.folderLibrary), or leave library out of cooperage.json: then jobs load the library from their own repository.',
    sources: [`${LIBS}/LibraryStep.java`, `${LIBS}/LibraryDecorator.java`],
  },
  {
    code: 'library-version-missing',
    rank: 'cause',
    patterns: [
      'No version .* found for library ',
      'No version specified for library ',
      'Version override not permitted for library ',
      'Must specify a version for library ',
    ],
    stages: null,
    value: { after: 'No version ', is: '[A-Za-z0-9_./-]+' },
    what: 'The shared library is not there in the version that cooperage.json names',
    field: { file: 'workspace', pointer: '/library/version' },
    todo: 'Correct library.version (a tag, branch or commit of the library), push the tag, or allow the version to be overridden where the library is configured.',
    sources: [`${LIBS}/SCMSourceRetriever.java`, `${LIBS}/LibraryConfiguration.java`],
  },
  {
    code: 'library-empty',
    rank: 'cause',
    patterns: [
      'expected to contain at least one of src or vars directories',
      'Library .* is empty[.]',
      'Did not find .* in checkout',
    ],
    stages: null,
    what: 'What was loaded as shared library holds no steps',
    field: { file: 'workspace', pointer: '/library' },
    todo: 'Commit vars/ and resources/ as cooper compile writes them, at the root of the repository that the library is loaded from.',
    sources: [`${LIBS}/LibraryAdder.java`, `${LIBS}/SCMBasedRetriever.java`],
  },
  {
    code: 'library-resource-missing',
    rank: 'cause',
    patterns: ['No such library resource '],
    stages: null,
    value: { after: 'No such library resource ', is: '[^ ]+' },
    what: 'The shared library has steps, but not the file[ {value}] that they run',
    field: { file: 'workspace', pointer: '/library' },
    todo: 'Commit resources/cooperage/ together with vars/: both are written by cooper compile.',
    sources: [`${LIBS}/ResourceStep.java`],
  },
  {
    code: 'library-mixed',
    rank: 'cause',
    patterns: [
      'has not run in this build',
      'ERROR: the step has no argument ',
      'feature that this version of the library does not know',
      'is not as the compiler writes it',
      'tests.list holds ',
      "ERROR: the step's argument ",
      'ERROR: COOPERAGE_WORK',
      'has no buildx on this agent',
      'the patterns of context.list cannot be read',
      'holds a line that is not known',
    ],
    stages: null,
    what: 'The steps of the library do not fit the generated files: they are of different versions, or called in another order',
    field: null,
    todo: 'Compile the specs with the cooper that the library comes from, and commit all that it writes, vars/ and resources/ too.',
    sources: ['runtime/lib.sh', 'runtime/prepare.sh', 'runtime/lib/features.sh', 'runtime/lib/context.sh'],
  },
];
