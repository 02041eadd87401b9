/** An instruction on one line, for people; a Dockerfile's own lines are made by emit/. */

import type { CommandValue, Flag, InstructionBody, RunBody, SourceOperand } from '../model/instruction.js';

export function wordsOf(body: InstructionBody): string {
  return [body.verb, ...partsOf(body)].filter((part) => part !== '').join(' ');
}

function partsOf(body: InstructionBody): string[] {
  switch (body.verb) {
    case 'FROM':
      return [
        body.platform === null ? '' : `--platform=${body.platform}`,
        referenceWords(body),
        ...(body.as === null ? [] : ['AS', body.as]),
      ];
    case 'ARG':
    case 'ENV':
    case 'LABEL':
      return body.pairs.map(({ name, value }) => (value === null ? name : `${name}=${value}`));
    case 'SHELL':
      return [commandWords(body.argv)];
    case 'RUN':
      return [...flagWords(body.flags), runWords(body.body)];
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return [body.value.text];
    case 'ADD':
    case 'COPY':
      return [...flagWords(body.flags), ...body.sources.map(sourceWords), body.to];
    case 'VOLUME':
    case 'EXPOSE':
      return body.values.map(({ text }) => text);
    case 'HEALTHCHECK':
      return body.test === null ? ['NONE'] : [...flagWords(body.flags), 'CMD', commandWords(body.test)];
    case 'ENTRYPOINT':
    case 'CMD':
      return [commandWords(body.command)];
    case 'ONBUILD':
      return [wordsOf(body.instruction)];
  }
}

/** `image@digest`. */
export function referenceWords({ image, digest }: { image: string; digest: string | null }): string {
  return digest === null ? image : `${image}@${digest}`;
}

/** Exec form as JSON, shell form as it is. */
export function commandWords(command: CommandValue): string {
  return typeof command === 'string' ? command : JSON.stringify(command);
}

export function runWords(body: RunBody): string {
  switch (body.form) {
    case 'line':
      return body.text;
    case 'exec':
      return commandWords(body.argv);
    case 'scriptFile':
      return `${body.interpreter} ${body.path}`;
    case 'commands':
      return body.commands.join('; ');
    case 'lines':
      return body.lines.map((line) => line.trim()).join(' ');
    case 'script':
      return [body.interpreter ?? '', '<<EOF', ...body.lines, 'EOF'].filter((line) => line !== '').join('\n');
  }
}

function flagWords(flags: readonly Flag[]): string[] {
  return flags.map(({ name, value }) => `--${name}=${value}`);
}

function sourceWords(source: SourceOperand): string {
  return 'path' in source ? source.path : `<<${source.heredoc}`;
}
