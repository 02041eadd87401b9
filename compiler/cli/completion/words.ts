/** What can stand on the command line, as data: the shells' scripts are made of it. */
import type { Argument, Command, Option } from 'commander';

export interface Word {
  readonly word: string;
  readonly description: string;
}

export interface Level {
  /** Words of the subcommands up to here: `jobs plan`; '' for `cooper` itself. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly (Word & {
    /** Its other spelling. */
    readonly short: string | null;
    readonly takesValue: boolean;
    /** Empty: the values are not known; files are offered. */
    readonly choices: readonly string[];
  })[];
  /** Words that an argument can be. */
  readonly choices: readonly string[];
  readonly takesImages: boolean;
}

/** All levels of the command line, `cooper` itself first. */
export function levelsOf(program: Command): Level[] {
  return below(program, '');
}

function below(command: Command, path: string): Level[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const level: Level = {
    path,
    commands: commands.map((one) => ({ word: one.name(), description: line(one.description()) })),
    options: help.visibleOptions(command).map(optionOf),
    choices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
    takesImages: command.registeredArguments.some(isImage),
  };
  return [level, ...commands.flatMap((one) => below(one, `${path} ${one.name()}`.trim()))];
}

function optionOf({
  long,
  short,
  description,
  required,
  optional,
  argChoices,
}: Option): Level['options'][number] {
  return {
    word: long ?? short ?? '',
    short: long === undefined ? null : (short ?? null),
    description: line(description),
    takesValue: required || optional,
    choices: argChoices ?? [],
  };
}

function isImage(argument: Argument): boolean {
  return argument.name() === 'image';
}

/** Descriptions go into scripts within quotes. */
function line(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, ' ').replaceAll(/['"\\`$]/gu, '');
}
