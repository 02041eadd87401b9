/** What the build came to whose log was shown. */
import { endOfBuild, type BuildEnd } from '../../builds/end-of-build.js';
import { locateFailure } from '../../explain-failure.js';
import type { FailureScanner } from '../../failures/scan.js';
import type { LogSubject } from './command.js';

/** @param scanner has read the whole log */
export function endOf({ jenkins, named, build }: LogSubject, scanner: FailureScanner): Promise<BuildEnd> {
  const { dir, path, image, root } = named;
  return endOfBuild(jenkins, { image: dir, path }, build, scanner, (failure) =>
    image === null ? { ...failure, location: null } : locateFailure(root, image, failure),
  );
}
