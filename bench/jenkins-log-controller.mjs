// A controller with one job and one build, whose log is long: as much of Jenkins' answers as `cooper build` asks for.
// usage: jenkins-log-controller.mjs FILE BYTES: writes its port into FILE
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file, bytes] = process.argv.slice(2);
const line =
  '#12 0.345 Get:17 http://deb.example.org/debian bookworm/main amd64 libssl3 amd64 3.0.11-1 [2019 kB]\n';
const block = Buffer.from(line.repeat(1000));
const blocks = Math.ceil(Number(bytes) / block.length);
const build = { number: 1, building: false, result: 'SUCCESS', timestamp: 1, duration: 1000, actions: [] };

const answers = {
  '/whoAmI/api/json': { name: 'bench', anonymous: false },
  '/job/images/job/web/api/json': {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
    buildable: true,
    nextBuildNumber: 2,
    property: [],
    builds: [build],
  },
  '/queue/item/1/api/json': { cancelled: false, executable: { number: 1, url: '/job/images/job/web/1/' } },
  '/job/images/job/web/1/api/json': build,
};

const server = createServer(async (request, response) => {
  request.resume();
  const path = request.url.split('?')[0];
  response.setHeader('X-Jenkins', '2.516.2');
  if (request.method === 'POST')
    return response.writeHead(201, { Location: `http://${request.headers.host}/queue/item/1/` }).end();
  if (path.endsWith('/progressiveText')) {
    response.writeHead(200, { 'content-type': 'text/plain', 'X-Text-Size': String(blocks * block.length) });
    for (let sent = 0; sent < blocks && !response.destroyed; sent++)
      if (!response.write(block)) await new Promise((ready) => response.once('drain', ready));
    return response.end();
  }
  const answer = answers[path];
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
  return response.end(JSON.stringify(answer ?? {}));
});
server.listen(0, '127.0.0.1', () => {
  writeFileSync(`${file}.new`, String(server.address().port));
  renameSync(`${file}.new`, file);
});
