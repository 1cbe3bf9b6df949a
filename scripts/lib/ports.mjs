import { createServer } from 'node:net';

const TRIES = 50;

/** The first port from `wanted` upwards that nobody listens on; `0` lets the system choose. */
export async function findFreePort(wanted, host = '127.0.0.1', taken = []) {
  if (wanted === 0) return tryPort(0, host);
  for (let port = wanted; port < wanted + TRIES && port < 65536; port++) {
    if (!taken.includes(port) && (await tryPort(port, host))) return port;
  }
  throw new Error(`no free port between ${wanted} and ${wanted + TRIES - 1}`);
}

/** @returns {Promise<number>} the port, or 0 when it is taken */
function tryPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(0) : reject(error),
    );
    server.listen(port, host, () => {
      const { port: found } = server.address();
      server.close(() => resolve(found));
    });
  });
}
