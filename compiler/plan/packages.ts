import type { Instruction } from '../model/instruction.js';
import type { PackageManager } from '../model/names.js';
import { at } from '../model/pointer.js';
import type { Pointer } from '../model/plan.js';
import type { Packages } from '../model/spec.js';

interface Recipe {
  readonly before: readonly string[];
  readonly install: string;
  readonly after: readonly string[];
}

/** How each manager installs without prompts, extras or caches that stay in the layer. */
const RECIPES: Readonly<Record<PackageManager, Recipe>> = {
  apt: {
    before: ['apt-get update'],
    install: 'DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends',
    after: ['apt-get clean', 'rm -rf /var/lib/apt/lists/*'],
  },
  apk: { before: [], install: 'apk add --no-cache', after: [] },
  // Without the option yum calls it a success when it finds only some of the packages.
  yum: {
    before: [],
    install: 'yum -y --setopt=skip_missing_names_on_install=False install',
    after: ['yum clean all', 'rm -rf /var/cache/yum'],
  },
  dnf: {
    before: [],
    install: 'dnf -y --setopt=install_weak_deps=False install',
    after: ['dnf clean all', 'rm -rf /var/cache/dnf'],
  },
  microdnf: {
    before: [],
    install: 'microdnf -y --setopt=install_weak_deps=0 install',
    after: ['microdnf clean all', 'rm -rf /var/cache/dnf /var/cache/yum'],
  },
  zypper: {
    before: [],
    install: 'zypper --non-interactive install --no-recommends',
    after: ['zypper clean --all'],
  },
};

const MANAGERS = Object.keys(RECIPES) as PackageManager[];

/** One RUN for each package manager, a package a line and in order of name, so that a change shows as one line. */
export function packages(
  wanted: Packages | undefined,
  pointer: Pointer,
  comment: readonly string[],
): Instruction[] {
  const stated = MANAGERS.filter((manager) => wanted?.[manager]);
  return stated.flatMap((manager) => {
    const names = wanted?.[manager];
    if (!names) return [];
    const { before, install, after } = RECIPES[manager];
    const sorted = [...names].sort();
    const place = at(pointer, manager);
    const lines = [
      ...[...before, install].map((command, index) => (index === 0 ? command : `    && ${command}`)),
      ...sorted.map((name) => `        ${plainWord(name)}`),
      ...after.map((command) => `    && ${command}`),
    ];
    const origins = [
      ...[...before, install].map(() => null),
      ...sorted.map((name) => at(place, names.indexOf(name))),
      ...after.map(() => null),
    ];
    return [
      {
        body: { verb: 'RUN', flags: [], body: { form: 'lines', lines, heredocs: [], origins } },
        comment: manager === stated[0] ? comment : [],
        origin: place,
      },
    ];
  });
}

/** The schema admits no quote, blank or backslash; what else a shell would read gets quotes. */
function plainWord(name: string): string {
  return /^[A-Za-z0-9@_.+:=/-]+$/u.test(name) ? name : `'${name}'`;
}
