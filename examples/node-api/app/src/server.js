/** Listens on PORT, or 8080. */
import { createServer } from 'node:http';
import { answer } from './routes.js';

createServer((request, response) => {
  const [status, text] = answer(request.url);
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(text);
}).listen(Number(process.env.PORT ?? 8080));
