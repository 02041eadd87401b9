import { expect } from 'chai';
import { effectOf } from '../../../compiler/layers/layers.js';
import { readsOf } from '../../../compiler/layers/reads.js';
import { labelOf, splitStages } from '../../../compiler/layers/stages.js';
import { wordsOf } from '../../../compiler/layers/words.js';
import { state } from '../compare/states.js';

const SPEC = {
  globalArgs: { V: '1' },
  stages: [
    { name: 'Build', from: 'golang:$V', run: [{ exec: ['make', 'x y'] }] },
    { name: 'more', from: { stage: 'Build' } },
  ],
  secrets: { npm: { credentialsId: 'npm' } },
  run: [{ lines: ['a \\', '  && b'].slice(1), mounts: [{ type: 'secret', id: 'npm', target: '/x' }] }],
  workdir: '/w',
  rootfs: 'rootfs',
  copy: [
    { copy: ['a', 'b'], to: '/' },
    { copy: '/x', from: 'build', to: '/', chown: '1:1' },
    { copy: '/x', from: { image: 'alpine:3' }, to: '/' },
    { copy: '/x', from: 'more', to: '/y' },
    { add: 'https://a/b', to: '/' },
    { copy: [{ name: 'EOT', content: ['x'] }], to: '/' },
  ],
  user: 'a',
  cmd: 'x y',
};
const { globals, stages } = splitStages(
  state(SPEC, { 'images/web/a': '', 'images/web/b': '', 'images/web/rootfs/x': '' }).plan.instructions,
);
const own = stages.at(-1)?.instructions ?? [];

describe('layers', () => {
  it('the instructions stage by stage, what stands before FROM apart', () => {
    expect(globals.map(({ body }) => wordsOf(body))).to.deep.equal(['ARG V=1']);
    expect(stages.map(labelOf)).to.deep.equal(['Build', 'more', null]);
  });

  it('each on one line', () => {
    expect(stages[0]?.instructions.map(({ body }) => wordsOf(body))).to.deep.equal([
      'FROM golang:$V AS Build',
      'RUN ["make","x y"]',
    ]);
    expect(own.map(({ body }) => wordsOf(body))).to.deep.equal([
      'FROM debian:12',
      'RUN --mount=type=secret,id=npm,target=/x && b',
      'WORKDIR /w',
      'ADD rootfs.tar.gz /',
      'COPY a b /',
      'COPY --from=build --chown=1:1 /x /',
      'COPY --from=alpine:3 /x /',
      'COPY --from=more /x /y',
      'ADD https://a/b /',
      'COPY <<EOT /',
      'USER a',
      'CMD x y',
    ]);
  });

  it('what each adds to the image', () => {
    expect(own.map(({ body }) => effectOf(body))).to.deep.equal([
      'base',
      'layer',
      'folder',
      ...Array<string>(7).fill('layer'),
      'config',
      'config',
    ]);
  });

  it('what each reads: a stage is known by its name in any case', () => {
    const reads = own.flatMap((instruction) =>
      readsOf(instruction, stages, 2).map((read) =>
        read.kind === 'stage' ? `stage ${read.stage.index}` : Object.values(read).join(' '),
      ),
    );
    expect(reads).to.deep.equal([
      'image debian:12',
      'secret npm',
      'rootfs',
      'context a',
      'context b',
      'stage 0',
      'image alpine:3',
      'stage 1',
      'address https://a/b',
    ]);
  });
});
