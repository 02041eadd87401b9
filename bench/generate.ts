/** A workspace with as many images as wanted, the same in every run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkspaceSettings } from '../compiler/model/spec.js';
import type { Population } from './populations.js';

const SETTINGS: WorkspaceSettings = {
  defaults: {
    owners: ['@platform'],
    publish: { registry: 'registry.example.com', namespace: 'platform', credentialsId: 'registry' },
    pipeline: { agent: { label: 'docker' }, timeout: '30m' },
  },
};

export function generateWorkspace(folder: string, { specs, image, fragments }: Population): void {
  put(join(folder, 'cooperage.json'), json(SETTINGS));
  put(join(folder, '.gitignore'), '.cooperage/\n');
  for (const [path, fragment] of Object.entries(fragments)) put(join(folder, path), json(fragment));
  for (let number = 0; number < specs; number++) {
    const { name, spec, rootfs } = image(number);
    put(specPath(folder, name), json(spec));
    for (const [path, content] of Object.entries(rootfs))
      put(join(folder, 'images', name, 'rootfs', path), content);
  }
}

/** Changes one spec in the middle: a label, so that its Dockerfile changes too. */
export function editSpec(folder: string, { specs, image }: Population, edition: number): void {
  const { name, spec } = image(specs >> 1);
  put(
    specPath(folder, name),
    json({ ...spec, labels: { ...spec.labels, 'com.example.edition': String(edition) } }),
  );
}

function specPath(folder: string, name: string): string {
  return join(folder, 'images', name, 'image.json');
}

function put(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
