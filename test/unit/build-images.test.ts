import { expect } from 'chai';
import fc from 'fast-check';
import { imagesToBuild } from '../../compiler/build-images.js';
import type { JenkinsImage } from '../../compiler/jenkins-workspace.js';

/** A graph in the order of builds: each image is built on some of those before it. */
const graph = fc
  .array(fc.uniqueArray(fc.nat(6), { maxLength: 3 }), { minLength: 1, maxLength: 7 })
  .map((all) =>
    all.map((parents, index) => ({
      dir: `i${index}`,
      parents: parents.filter((parent) => parent < index).map((parent) => `i${parent}`),
    })),
  );
const imagesOf = (nodes: readonly { dir: string; parents: string[] }[]): JenkinsImage[] =>
  nodes as unknown as JenkinsImage[];

describe('build-images', () => {
  it('waits for all that an image is built on, over images that are not built too', () => {
    const all = imagesOf([
      { dir: 'a', parents: [] },
      { dir: 'b', parents: ['a'] },
      { dir: 'c', parents: ['b'] },
    ]);
    const images = all.filter(({ dir }) => dir !== 'b');
    expect(imagesToBuild({ images, all }).map(({ dir, after }) => [dir, after])).to.deep.equal([
      ['a', []],
      ['c', ['a']],
    ]);
  });

  it('takes exactly what was asked for, in an order that can be built', () => {
    fc.assert(
      fc.property(graph, fc.nat(), fc.boolean(), fc.boolean(), (nodes, pick, parents, children) => {
        const all = imagesOf(nodes);
        const named = all[pick % all.length] as JenkinsImage;
        const found = imagesToBuild({ images: [named], all }, { parents, children });
        const reaches = (from: JenkinsImage, to: string): boolean =>
          from.parents.some(
            (parent) => parent === to || reaches(all.find(({ dir }) => dir === parent) as JenkinsImage, to),
          );
        const down = all.filter((image) => image === named || (children && reaches(image, named.dir)));
        const wanted = all.filter(
          (image) => down.includes(image) || (parents && down.some((each) => reaches(each, image.dir))),
        );
        expect(found.map(({ dir }) => dir)).to.deep.equal(wanted.map(({ dir }) => dir));
        found.forEach(({ after, image }, index) => {
          const before = found.slice(0, index).map(({ dir }) => dir);
          expect(before).to.include.members([...after]);
          expect([...after].sort()).to.deep.equal(before.filter((dir) => reaches(image, dir)).sort());
        });
      }),
    );
  });
});
