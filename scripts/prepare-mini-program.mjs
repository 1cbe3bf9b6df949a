import { constants, setPriority } from 'node:os';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/project.mjs';

// Beside a demo that somebody is using; what is started from here inherits it.
setPriority(constants.priority.PRIORITY_LOW);

await runMain(async () => {
  await ensureInstalled('all');
  await ensureBuilt(['miniprogram-h5']);
});
