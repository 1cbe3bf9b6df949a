import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface RsaItem {
  /** Base64 of the RSA ciphertext. */
  encrypted: string;
  pem: string;
}

/** Few enough that all cores share the end of a batch, enough that posting does not count: one takes about 0.7 ms. */
const ITEMS_PER_POST = 16;

/**
 * The workers' program: raw RSA, and PKCS#1 v1.5 taken off by hand. Node 20 refuses that padding, Node 22 answers damaged input with
 * random bytes (CVE-2023-46809); raw RSA is the same on all. It is a text because a worker's file would have to be JavaScript both in
 * the sources and when built. No one outside can ask for decryptions and watch their time: the input comes from WeCom.
 */
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
const { constants, createPrivateKey, privateDecrypt } = require('node:crypto');
const keys = new Map();
function open({ encrypted, pem }) {
  let key = keys.get(pem);
  if (!key) keys.set(pem, (key = createPrivateKey(pem)));
  let block;
  try {
    block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(encrypted, 'base64'));
  } catch {
    return null;
  }
  const end = block.indexOf(0, 2);
  return block[0] === 0 && block[1] === 2 && end >= 10 ? block.toString('latin1', end + 1) : null;
}
parentPort.on('message', ({ id, items }) => parentPort.postMessage({ id, texts: items.map(open) }));
`;

interface Lane {
  worker: Worker;
  waiting: number;
}

/** Private-key decryptions on all cores, off the event loop. Workers are started by the first use. */
export class RsaPool {
  private lanes: Lane[] = [];
  private readonly open = new Map<
    number,
    { lane: Lane; settle(texts: (string | null)[]): void; fail(error: Error): void }
  >();
  private nextId = 1;

  constructor(private readonly size = availableParallelism()) {}

  /** The padded texts inside; null where there is none, which a wrong key or damage makes all but sure. */
  async decrypt(items: RsaItem[]): Promise<(string | null)[]> {
    const posts: Promise<(string | null)[]>[] = [];
    for (let start = 0; start < items.length; start += ITEMS_PER_POST)
      posts.push(this.post(items.slice(start, start + ITEMS_PER_POST)));
    return (await Promise.all(posts)).flat();
  }

  async close(): Promise<void> {
    const lanes = this.lanes;
    this.lanes = [];
    await Promise.all(lanes.map(({ worker }) => worker.terminate()));
  }

  private post(items: RsaItem[]): Promise<(string | null)[]> {
    if (this.lanes.length < this.size) this.lanes.push(this.startLane());
    const lane = this.lanes.reduce((least, one) => (one.waiting < least.waiting ? one : least));
    lane.waiting += 1;
    const id = this.nextId++;
    return new Promise((settle, fail) => {
      this.open.set(id, { lane, settle, fail });
      lane.worker.postMessage({ id, items });
    });
  }

  private startLane(): Lane {
    const lane: Lane = { worker: new Worker(PROGRAM, { eval: true, execArgv: [] }), waiting: 0 };
    lane.worker.unref();
    lane.worker.on('message', ({ id, texts }: { id: number; texts: (string | null)[] }) => {
      lane.waiting -= 1;
      this.open.get(id)?.settle(texts);
      this.open.delete(id);
    });
    lane.worker.on('error', (error) => this.drop(lane, error));
    lane.worker.on('exit', () => this.drop(lane, new Error('the RSA worker ended')));
    return lane;
  }

  private drop(lane: Lane, error: Error): void {
    this.lanes = this.lanes.filter((one) => one !== lane);
    for (const [id, post] of this.open) {
      if (post.lane !== lane) continue;
      this.open.delete(id);
      post.fail(error);
    }
  }
}
