/** Puts what runs in production into a folder: the modules without their comments, and the package's kind. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [to] = process.argv.slice(2);
mkdirSync(to, { recursive: true });
writeFileSync(join(to, 'package.json'), '{"type":"module"}\n');
for (const name of readdirSync('src')) {
  const text = readFileSync(join('src', name), 'utf8');
  writeFileSync(join(to, name), text.replace(/^\/\*\*.*?\*\/\n/gms, ''));
}
