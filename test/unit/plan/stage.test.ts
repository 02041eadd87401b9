import { expect } from 'chai';
import { plan } from '../../../compiler/plan/plan.js';
import { dockerfileOf, spec } from '../../support/workspace.js';
import { resolved } from '../validate/rules/resolved.js';

describe('plan/stage', () => {
  it('global arguments, earlier stages, the image itself', () => {
    const more = {
      globalArgs: { TAG: '12', IMAGE: 'debian:$TAG' },
      target: 'final',
      stages: [
        {
          name: 'a',
          from: '$IMAGE',
          env: { A: '1' },
          run: ['make'],
          comment: 'first',
          comments: { from: 'base' },
        },
        {
          name: 'b',
          from: { stage: 'a', platform: '$BUILDPLATFORM' },
          user: 'x',
          entrypoint: ['e'],
          cmd: ['c'],
        },
      ],
      from: { stage: 'b' },
      run: ['true'],
    };
    expect(dockerfileOf(spec(more))).to.deep.equal([
      'ARG TAG="12"',
      'ARG IMAGE="debian:$TAG"',
      '# first',
      '# base',
      'FROM $IMAGE AS a',
      'ENV A="1"',
      'RUN make',
      'FROM --platform=$BUILDPLATFORM a AS b',
      'USER x',
      'ENTRYPOINT ["e"]',
      'CMD ["c"]',
      'FROM b AS final',
      'RUN true',
    ]);
  });

  it('a stage has the canonical order too, with copies behind the working directory', () => {
    const stage = {
      name: 'a',
      from: 'debian:12',
      onbuild: [{ run: 'o' }],
      cmd: ['c'],
      labels: { l: '1' },
      healthcheck: 'none',
      expose: [80],
      stopSignal: 'SIGINT',
      user: 'u',
      volumes: ['/v'],
      runAfterFiles: ['after'],
      copy: [{ copy: 'x', to: '.' }],
      workdir: '/w',
      run: ['before'],
      packages: { apt: ['p'] },
      shell: ['/bin/sh', '-c'],
      env: { E: '1' },
      args: { A: '1' },
    } as const;
    const verbs = plan(resolved({ stages: [stage], from: { stage: 'a' } })).plan.instructions.map(
      ({ body }) => body.verb,
    );
    expect(verbs.join(' ')).to.equal(
      'FROM ARG ENV SHELL RUN RUN WORKDIR COPY RUN VOLUME USER EXPOSE STOPSIGNAL HEALTHCHECK LABEL CMD ONBUILD FROM',
    );
  });

  it('variables have their order in each stage', () => {
    const stages = [{ name: 'a', from: 'x', env: { A: '$B', B: '1' } }];
    expect(dockerfileOf(spec({ stages, from: { stage: 'a' }, env: { B: '$A', A: '2' } }))).to.deep.equal([
      'FROM x AS a',
      'ENV B="1"',
      'ENV A="$B"',
      'FROM a',
      'ENV A="2"',
      'ENV B="$A"',
    ]);
  });

  it("the workspace's labels are for the image, not for its stages", () => {
    const stages = [{ name: 'a', from: 'x', labels: { s: '1' } }];
    const image = { ...resolved({ stages, from: { stage: 'a' } }), labels: { w: '1' } };
    const labels = plan(image).plan.instructions.flatMap(({ body }) =>
      body.verb === 'LABEL' ? body.pairs.map(({ name }) => name) : [body.verb],
    );
    expect(labels).to.deep.equal(['FROM', 's', 'FROM', 'w']);
  });
});
