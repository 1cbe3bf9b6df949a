import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const miniprogram = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The origin baked into the test build of the weapp; the host of the tests leads it to the real server. */
export const BUILT_IN_ORIGIN = 'http://127.0.0.1:3000';

/** Builds `dist` or `dist-h5` unless it was built from exactly these sources. Answers the folder. */
export async function built(target: 'weapp' | 'h5'): Promise<string> {
  const env = { ...process.env, TARO_APP_API_ORIGIN: target === 'weapp' ? BUILT_IN_ORIGIN : '', TARO_APP_APPID: '' };
  await promisify(execFile)(process.execPath, [join(miniprogram, 'build.mjs'), target, '--if-stale'], { env });
  return join(miniprogram, target === 'weapp' ? 'dist' : 'dist-h5');
}
