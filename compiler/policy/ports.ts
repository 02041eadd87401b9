/** Ports as `expose` writes them. */

export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** `80`, `53/udp` or `8000-8010`; of TCP where no protocol is stated. Null for anything else. */
export function parsePort(value: number | string): PortRange | null {
  const found = /^([0-9]{1,5})(?:-([0-9]{1,5}))?(?:\/([a-z]+))?$/iu.exec(String(value));
  if (!found) return null;
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  if (first < 1 || last > 65535 || first > last) return null;
  return { first, last, protocol: (found[3] ?? 'tcp').toLowerCase() };
}

/** True when the allowed ranges, taken together, hold every port of the range. */
export function isCovered(range: PortRange, allowed: readonly PortRange[]): boolean {
  let next = range.first;
  const ofProtocol = allowed.filter(({ protocol }) => protocol === range.protocol);
  for (const { first, last } of ofProtocol.sort((a, b) => a.first - b.first))
    if (first <= next && last >= next) next = last + 1;
  return next > range.last;
}
