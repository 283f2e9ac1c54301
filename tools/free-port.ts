import { createServer } from 'node:net';

const PORTS_TO_TRY = 20;

/** The first port from `first` on that nothing on this machine listens to. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + PORTS_TO_TRY; port++) if (await isFree(port)) return port;
  throw new Error(`No port from ${first} to ${first + PORTS_TO_TRY - 1} is free.`);
}

/** True if a server could listen there, under the name by which browsers reach this machine. */
function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, 'localhost', () => server.close(() => resolve(true)));
  });
}
