// Preloaded into the children of `npm start`. The channel to the parent closes even when the parent is killed with
// SIGKILL and can no longer stop anybody; without this, its children would keep their ports for ever.
import { isMainThread } from 'node:worker_threads';

const GRACE_MS = 8000;

if (isMainThread && process.channel) {
  // Each leads a group of its own (startBeside), so that what it has started ends with it.
  const self = process.platform === 'win32' ? process.pid : -process.pid;
  process.once('disconnect', () => {
    process.kill(self, 'SIGTERM');
    setTimeout(() => process.kill(self, 'SIGKILL'), GRACE_MS).unref();
  });
  // Listening must not keep a program alive that has nothing more to do.
  process.channel.unref();
}
