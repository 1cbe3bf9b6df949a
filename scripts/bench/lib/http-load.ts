import { connect } from 'node:net';

/** Posts ready-made requests over `connections` keep-alive connections until the time is up. Runs in a process of its own. */
interface Job {
  port: number;
  connections: number;
  durationMs: number;
  /** Complete HTTP/1.1 requests; sent round robin. */
  requests: string[];
  expectStatus: number;
  /** `once`: every request a single time, then the end. */
  each: 'again' | 'once';
}

export interface LoadResult {
  completed: number;
  wrongStatus: number;
  seconds: number;
}

process.on('message', (job: Job) => {
  void run(job).then((result) => {
    process.send?.(result, () => process.exit(0));
  });
});

async function run({ port, connections, durationMs, requests, expectStatus, each }: Job): Promise<LoadResult> {
  const buffers = requests.map((request) => Buffer.from(request, 'latin1'));
  const expected = Buffer.from(`HTTP/1.1 ${expectStatus}`);
  let next = 0;
  let completed = 0;
  let wrongStatus = 0;
  const started = performance.now();
  const until = started + durationMs;

  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(port, '127.0.0.1');
          socket.setNoDelay(true);
          let pending: Buffer | null = null;
          const send = () => {
            if (performance.now() >= until || (each === 'once' && next >= buffers.length)) {
              socket.destroy();
              return resolve();
            }
            socket.write(buffers[next++ % buffers.length]!);
          };
          socket.on('connect', send);
          socket.on('error', reject);
          socket.on('data', (chunk: Buffer) => {
            const data: Buffer = pending ? Buffer.concat([pending, chunk]) : chunk;
            const headerEnd = data.indexOf('\r\n\r\n');
            const length = headerEnd < 0 ? null : /content-length: (\d+)/i.exec(data.toString('latin1', 0, headerEnd));
            if (!length || data.length < headerEnd + 4 + Number(length[1])) {
              pending = data;
              return;
            }
            pending = null;
            completed += 1;
            if (data.compare(expected, 0, expected.length, 0, expected.length) !== 0) wrongStatus += 1;
            send();
          });
        }),
    ),
  );
  return { completed, wrongStatus, seconds: (performance.now() - started) / 1000 };
}
