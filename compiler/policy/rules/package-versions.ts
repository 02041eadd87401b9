import { problem } from '../../model/problem.js';
import { at, segmentsOf } from '../../model/pointer.js';
import type { PackageManager, Pointer } from '../../model/plan.js';
import type { Packages } from '../../model/spec.js';
import { stagesOf, stepsOf } from '../../model/stages.js';
import { runTexts } from '../commands.js';
import { installedBy, isPinned } from '../packages.js';
import type { About, Rule, Subject } from '../rule.js';

interface Installed {
  readonly manager: PackageManager;
  readonly name: string;
  readonly origin: Pointer;
}

/** Each package states a version, in `packages` and in RUN. */
export const packageVersions: Rule<'package-versions'> = function* (subject, { managers }) {
  for (const { manager, name, origin } of [...statedIn(subject), ...runIn(subject)])
    if (!isPinned(manager, name) && (managers === undefined || managers.includes(manager)))
      yield problem('policy-package-versions', origin, { name, manager, form: formOf(manager) });
};

/** `packages` of the image, of its stages and of the steps of both. */
function* statedIn({ image: { spec } }: Subject): Generator<Installed> {
  for (const stage of stagesOf(spec)) {
    yield* fromField(stage.fields.packages, at(stage.pointer, 'packages'));
    for (const { value, pointer } of stepsOf(stage))
      yield* fromField(value.packages, at(pointer, 'packages'));
  }
}

function* fromField(packages: Packages | undefined, pointer: Pointer): Generator<Installed> {
  for (const [manager, names] of Object.entries(packages ?? {}) as [PackageManager, readonly string[]][])
    for (const [index, name] of names.entries()) yield { manager, name, origin: at(pointer, manager, index) };
}

/** RUN lines; those that `packages` itself became are left out. */
function* runIn({ image, plan }: Subject): Generator<Installed> {
  for (const { commands, origin } of runTexts(plan, image.facts)) {
    if (!commands || segmentsOf(origin).at(-2) === 'packages') continue;
    for (const installed of installedBy(commands)) yield { ...installed, origin };
  }
}

function formOf(manager: PackageManager): string {
  return manager === 'apt' || manager === 'apk' || manager === 'zypper' ? 'name=version' : 'name-version';
}

export const about: About = {
  why: 'Without a version the same spec installs something else next month. With it an update is a change that somebody reviews.',
  fix: 'Write the version as the package manager does: `nginx=1.22.1-9`, `nginx-1.9.15-5.el6`. Distributions that drop old versions from their mirrors (Debian, Alpine) then need a mirror that keeps them; or limit the rule by `managers`. Words that hold a variable, files and addresses are not judged.',
  bad: { from: 'debian:12', packages: { apt: ['nginx-light'] } },
  good: { from: 'debian:12', packages: { apt: ['nginx-light=1.22.1-9'] } },
};
