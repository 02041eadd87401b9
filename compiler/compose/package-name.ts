/**
 * The package's name without its version, as package managers write it: `curl=8.5.0-r0`, `curl~8`, `nginx>=1.2`,
 * and `nginx-1.9.15-5.el6` of rpm, where a version is known by its dots (`java-11-openjdk` is a name).
 */
export function packageName(text: string): string {
  const name = /^[^=<>~]+/u.exec(text)?.[0] ?? text;
  return name.replace(/(?<=[^-])-(?:\d+:)?\d\w*(?:\.[\w~+^]+)+(?:-\d[\w.~+^]*)?$/u, '');
}
