import { createWriteStream, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isBuilt } from './build.mjs';
import { startBeside } from './processes.mjs';

/**
 * The mini-program's tools are half of all packages, so the demo does not wait for them: they are installed and its browser version
 * is built beside the running demo. The server reads how far it is and tells whoever opens it meanwhile (server/src/weapp-preview.ts).
 * @param {{ folder: string, say: (line: string) => void }} options
 * @returns {{ stop(): Promise<void> }}
 */
export function prepareMiniProgram({ folder, say }) {
  const state = path.join(folder, 'mini-program-state');
  // A start that was killed may have left one.
  rmSync(state, { force: true });
  if (isBuilt('miniprogram-h5')) return { stop: async () => {} };

  writeFileSync(state, 'preparing');
  say('· 小程序正在后台准备,约一分钟,不影响使用 / preparing the mini-program in the background …');
  const logFile = path.join(folder, 'mini-program.log');
  const log = createWriteStream(logFile);
  const child = startBeside('mini-program', 'scripts/prepare-mini-program.mjs', [], { env: process.env, log });
  let isStopping = false;
  const settled = child.ended.then(({ code }) => {
    rmSync(state, { force: true });
    if (isStopping) return;
    if (code === 0) return say('  ✓ 小程序好了:在客户的手机里点「小程序」 / the mini-program is ready');
    writeFileSync(state, 'failed');
    say(`  小程序没有准备好,其他功能不受影响,原因见 ${logFile} / the mini-program could not be prepared`);
  });
  return {
    async stop() {
      isStopping = true;
      // What npm leaves half done is put right next time (install.mjs).
      await child.stop();
      await settled;
    },
  };
}
