import type { BuildArgument } from '../model/plan.js';
import { problem } from '../model/problem.js';
import { at } from '../model/pointer.js';
import type { ArgumentValue, ImageSpec } from '../model/spec.js';
import { stagesOf, stepsOf, type Placed } from '../model/stages.js';
import type { Say } from './variables.js';

/** The build arguments whose value an environment variable gives. One name has one value in all stages. */
export function buildArgsOf(spec: ImageSpec, say: Say): BuildArgument[] {
  const found = new Map<string, string>();
  for (const { value, pointer } of argumentsOf(spec))
    for (const name of Object.keys(value).sort()) {
      const argument = value[name];
      if (typeof argument !== 'object' || argument === null) continue;
      const known = found.get(name) ?? argument.fromEnv;
      if (known !== argument.fromEnv)
        say(problem('argument-twice', at(pointer, name, 'fromEnv'), { name, other: known }));
      found.set(name, known);
    }
  return [...found].map(([name, variable]) => ({ name, variable }));
}

function argumentsOf(spec: ImageSpec): Placed<Readonly<Record<string, ArgumentValue>>>[] {
  return stagesOf(spec).flatMap((stage) => [
    { value: stage.fields.args ?? {}, pointer: at(stage.pointer, 'args') },
    ...stepsOf(stage).flatMap(({ value, pointer }) =>
      value.arg === undefined ? [] : [{ value: value.arg, pointer: at(pointer, 'arg') }],
    ),
  ]);
}
