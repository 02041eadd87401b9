/** What the service answers: status and text of a path. */
export function answer(path) {
  if (path === '/health') return [200, 'ok\n'];
  if (path === '/') return [200, 'Hello.\n'];
  return [404, 'There is nothing here.\n'];
}
