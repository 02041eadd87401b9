/** What package managers are told to install. */

import type { PackageManager } from '../model/plan.js';
import { commandIn } from './shell/commands.js';
import { elementsOf } from './shell/elements.js';
import type { List } from './shell/parse.js';

interface Manager {
  readonly manager: PackageManager;
  /** Words that install. */
  readonly verbs: readonly string[];
  /** Options that take the next word. */
  readonly options: RegExp;
}

const APT: Manager = {
  manager: 'apt',
  verbs: ['install'],
  options: /^(?:-[tocq]|--target-release|--default-release|--option|--config-file)$/,
};
const RPM = {
  verbs: ['install', 'localinstall', 'reinstall'],
  options: /^(?:-[cdexR]|--(?:enable|disable)repo|--setopt|--installroot|--releasever|--exclude)$/,
};

const MANAGERS: Readonly<Record<string, Manager>> = {
  'apt-get': APT,
  apt: APT,
  aptitude: APT,
  apk: {
    manager: 'apk',
    verbs: ['add'],
    options: /^(?:-[tXp]|--virtual|--repository|--root|--repositories-file|--keys-dir|--arch)$/,
  },
  yum: { manager: 'yum', ...RPM },
  dnf: { manager: 'dnf', ...RPM },
  microdnf: { manager: 'microdnf', ...RPM },
  zypper: {
    manager: 'zypper',
    verbs: ['install', 'in'],
    options: /^(?:-[rtCRD]|--(?:repo|from|type|root|reposd-dir|cache-dir))$/,
  },
};

/** The packages that the commands install. Words whose text is not known, files and addresses are left out. */
export function* installedBy(commands: List): Generator<{ manager: PackageManager; name: string }> {
  for (const element of elementsOf(commands)) {
    const { name, args } = commandIn(element);
    const found = Object.hasOwn(MANAGERS, name) ? MANAGERS[name] : undefined;
    if (!found) continue;
    const words: string[] = [];
    for (let index = 0; index < args.length; index += 1) {
      const text = args[index]?.text ?? '';
      if (found.options.test(text)) index += 1;
      else if (!/^[-+]/.test(text)) words.push(text);
    }
    const [verb = '', ...packages] = words;
    if (!found.verbs.includes(verb)) continue;
    for (const word of packages)
      if (/^[A-Za-z0-9@][^$/\\*]*$/.test(word) && !/\.(?:deb|rpm|apk)$/.test(word))
        yield { manager: found.manager, name: word };
  }
}

/** True where a package states a version as its manager reads it. A file or an address states the very package. */
export function isPinned(manager: PackageManager, name: string): boolean {
  if (/\/.*\.(?:deb|rpm|apk)$/.test(name)) return true;
  if (manager === 'apt') return /=./.test(name);
  if (manager === 'apk' || manager === 'zypper') return /[=~<].+/.test(name);
  // name-version, with or without release and architecture: java-1.8.0-openjdk has none.
  return /[^-]-(?:\d+:)?\d[\w.+~^]*(?:-\d[\w.+~^]*)?$/.test(name);
}
