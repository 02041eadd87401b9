/** The quoting rooms: every value that reaches a generated file goes through one of these. */

export { commentLine } from './commentLine.js';
export { neededVariables, scanDollar, variablesOf, type Piece } from './dollar.js';
export { dockerJson } from './dockerJson.js';
export { dockerBare, dockerJsonWord, dockerValue, dockerWord, dockerWords } from './dockerValue.js';
export { dockerDirective } from './dockerDirective.js';
export { dockerFlag, dockerMount, dockerRawFlag } from './dockerFlag.js';
export { dockerLine } from './dockerLine.js';
export { expandVariables } from './expand.js';
export { heredocsIn } from './heredoc.js';
export { heredocText, heredocWord } from './heredocText.js';
export { groovy, groovyProblem } from './groovy.js';
export { LINE_LIMIT, physicalLine } from './limits.js';
export { type CharacterClass, regexClass, regexLiteral } from './posixRegex.js';
export { type Escape, isProblem, type Quoted, unsayable } from './quoted.js';
export { shellLine, type ShellVerb } from './shellLine.js';
export { commandEnd } from './shellScan.js';
export { shellWord } from './shellWord.js';
