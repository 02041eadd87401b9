/** The workspaces that are measured: how many specs of which kind, and what lies beside them. */
import type { ImageSpec } from '../compiler/model/spec.js';
import { image, type Image } from './specs.js';

export interface Population {
  /** In words, for the report: `1000 specs`. */
  readonly name: string;
  readonly specs: number;
  /** Images, where a matrix makes several of a spec. */
  readonly images: number;
  readonly image: (number: number) => Image;
  /** Files beside the specs: path → JSON value. */
  readonly fragments: Readonly<Record<string, object>>;
}

/** Specs that have nothing to do with each other. */
export function plain(specs: number): Population {
  return { name: `${specs} specs`, specs, images: specs, image, fragments: {} };
}

/** A matrix of four in each spec, over a fragment of its team, over one that all share. */
export function reused(specs: number): Population {
  return {
    name: `${specs} specs with fragments and a matrix of four`,
    specs,
    images: specs * 4,
    image: (number) => {
      const { name, spec, rootfs: _ } = image(number);
      const { from: __, rootfs: ___, packages: ____, ...own } = spec;
      const matrix = { axes: { os: ['bookworm', 'trixie'], tier: ['full', 'slim'] } };
      const changed: Omit<ImageSpec, 'from'> = {
        extends: `../../fragments/team-${number % 40}.json`,
        ...own,
        matrix: {
          ...matrix,
          name: '${{ matrix.os }}-${{ matrix.tier }}',
          overrides: [{ when: { tier: 'full' }, spec: { packages: { apt: ['vim', 'strace'] } } }],
        },
        env: { ...own.env, OS: '${{ matrix.os }}', TEAM: '${{ vars.team }}' },
        publish: { tags: [`${own.publish?.tags?.[0] ?? '1'}-\${{ image.variant }}`] },
      };
      // The base comes by the fragments.
      return { name, spec: changed as ImageSpec, rootfs: {} };
    },
    fragments: {
      'fragments/base.json': {
        from: 'debian:${{ matrix.os }}',
        packages: { apt: ['ca-certificates', 'curl', 'tzdata'] },
        labels: { 'org.opencontainers.image.vendor': '${{ vars.vendor }}' },
        vars: { vendor: 'Example' },
      },
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, team) => [
          `fragments/team-${team}.json`,
          {
            extends: 'base.json',
            vars: { team: `team-${team}` },
            env: { LANG: 'C.UTF-8' },
            run: ['echo team'],
          },
        ]),
      ),
    },
  };
}

/** A tree of images: a hundredth are bases, a tenth is built on those, the rest on that. */
export function related(specs: number): Population {
  const bases = Math.max(1, Math.floor(specs / 100));
  const middle = Math.max(bases + 1, Math.floor(specs / 10));
  return {
    ...plain(specs),
    name: `${specs} specs built on each other`,
    image: (number) => {
      const one = image(number);
      if (number < bases) return one;
      const parent = number < middle ? number % bases : bases + (number % (middle - bases));
      return { ...one, spec: { ...one.spec, from: { spec: image(parent).name } } };
    },
  };
}
