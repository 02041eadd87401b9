import { expect } from 'chai';
import { diffText } from '../../../../compiler/cli/diff/text.js';
import type { ImageDiff } from '../../../../compiler/diff.js';
import type { PlacedChange } from '../../../../compiler/diff/written.js';

const OPTIONS = { color: false, all: false };

function image(more: Partial<ImageDiff>): ImageDiff {
  const dir = 'images/web';
  const none = { changes: [], rebuilt: [], dependants: [], files: [] };
  return { dir, name: 'web', reference: 'r/web:1', standing: 'changed', ...none, ...more };
}

function change(more: Partial<PlacedChange>): PlacedChange {
  const none = { stage: null, name: '', before: null, after: null, note: '', attention: false, from: null };
  return { subject: 'packages', kind: 'added', ...none, ...more };
}

function text(images: readonly ImageDiff[], options = OPTIONS): string {
  return diffText({ images, diagnostics: [], unreadable: [] }, options);
}

describe('cli/diff/text', () => {
  it('an image with its changes, its layers, and who is built on it', () => {
    const changes = [
      change({ name: 'apt jq', after: 'jq' }),
      change({ kind: 'changed', name: 'apt curl', before: 'curl=7', after: 'curl=8' }),
      change({ subject: 'user', kind: 'removed', before: 'app', attention: true }),
      change({ subject: 'run', after: 'RUN make', stage: 'build' }),
      change({ subject: 'files', kind: 'changed', name: '/a', before: 'x', after: 'x', note: 'its content' }),
      change({ subject: 'publish', name: 'tag 1', after: '1' }),
    ];
    const rebuilt = [
      { stage: 'build', first: 'RUN make', cause: 'instruction', layers: 1, of: 2 },
      { stage: null, first: 'COPY --from=build /a /', cause: 'stage', layers: 1, of: 3 },
    ] as const;
    expect(text([image({ changes, rebuilt, dependants: ['images/child'] })])).to.equal(
      [
        'images/web  r/web:1',
        '  + package apt jq',
        '  ~ package apt curl: curl=7 → curl=8',
        '  + RUN make  in stage build',
        '  ~ file /a (its content changed)',
        '  - user app  (look here)',
        '  + published tag 1',
        '  = layers: stage build: 1 of 2 anew, from RUN make; 1 of 3 anew, from COPY --from=build /a /, whose stage changed',
        '  = rebuilt after it: images/child',
        '',
        '1 image changed.',
        '',
      ].join('\n'),
    );
  });

  it('honest where nothing changes', () => {
    expect(text([])).to.equal('No image changes.\n');
    const images = [
      image({ standing: 'comments' }),
      image({ standing: 'same', dir: 'images/a' }),
      image({ standing: 'unknown', dir: 'images/b' }),
    ];
    expect(text(images)).to.equal(
      [
        'Only comments changed: images/web',
        'Nothing changes, though files were touched: images/a',
        'Not known, because one side has errors: images/b',
        '',
        'No other image changes.',
        '',
      ].join('\n'),
    );
  });

  it('hostile values never steer the terminal, and stay on one line', () => {
    const evil = 'a\u001b]0;x\u0007\n\u202eb\r';
    const shown = text([
      image({
        dir: evil,
        reference: evil,
        changes: [change({ name: evil, after: evil, note: evil, stage: evil })],
        rebuilt: [{ stage: evil, first: evil, cause: 'instruction', layers: 1, of: 1 }],
        dependants: [evil],
      }),
    ]);
    expect(shown).to.not.match(/[^\P{C}\n]/u);
    expect(shown.split('\n')).to.have.length(7);
  });

  it('many lines are counted, or all shown', () => {
    const changes = Array.from({ length: 30 }, (_, index) => change({ name: `apt p${index}`, after: 'x' }));
    expect(text([image({ changes })])).to.include('    … and 10 more (--all shows them)\n');
    expect(text([image({ changes })], { ...OPTIONS, all: true }).match(/\+ package/gu)).to.have.length(30);
  });
});
