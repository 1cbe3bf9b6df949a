import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from './ports.mjs';
import { startBeside } from './processes.mjs';
import { Stop } from './project.mjs';

const READY_WITHIN_MS = 60_000;
const HOST = '127.0.0.1';
/** 陈宇, who runs the demo corp (scripts/sandbox/src/demo). */
export const DEMO_ADMIN = 'chenyu';

/**
 * Starts the sandbox with its demo corp and the server beside it, on a database of its own.
 * @param {{ folder: string, port: number, sandboxPort: number, onLine?: (name: string, line: string) => void, execPath?: string }} options
 *   ports are wishes: the next free one is taken
 * @returns {Promise<{ addresses: Record<string, string>, openApiKey: string, anyEnded: Promise<{ name: string, code: number, lastLines: string[] }>, stop(): Promise<void> }>}
 */
export async function startDemo({ folder, port: wantedPort, sandboxPort: wantedSandboxPort, onLine, execPath }) {
  mkdirSync(folder, { recursive: true });
  const port = await findFreePort(wantedPort, HOST);
  const sandboxPort = await findFreePort(wantedSandboxPort, HOST, [port]);
  const origin = `http://${HOST}:${port}`;
  const outside = environmentWithoutOurs();
  const running = [];
  const start = (name, file, args, env, onStdoutLine) => {
    const log = createWriteStream(path.join(folder, `${name}.log`));
    const line = onLine && ((text) => onLine(name, text));
    const child = startBeside(name, file, args, {
      env: { ...outside, ...env },
      log,
      onStdoutLine,
      onLine: line,
      execPath,
    });
    running.push(child);
    return child;
  };
  // The server first: while it shuts down it still talks to the sandbox.
  const stop = async () => {
    for (const child of [...running].reverse()) await child.stop();
  };
  try {
    const sandbox = await startSandbox(start, { folder, origin, sandboxPort });
    const { env, openApiKey } = demoEnvironment({ folder, port, origin, sandbox });
    const server = start('server', 'server/dist/main.js', [], env);
    await waitUntilReady(`${origin}/readyz`, server.ended);
    const anyEnded = Promise.race(running.map(({ ended }) => ended));
    return { addresses: addressesOf(origin, sandbox), openApiKey, anyEnded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Forgets everything the demo has stored. */
export const forgetDemo = (folder) => rmSync(folder, { recursive: true, force: true });

async function startSandbox(start, { folder, origin, sandboxPort }) {
  let child;
  const firstLine = new Promise((resolve) => {
    const args = ['--demo', '--state', path.join(folder, 'sandbox-state')];
    const env = {
      SANDBOX_PORT: String(sandboxPort),
      CALLBACK_URL: `${origin}/wecom/callback`,
      ARCHIVE_CALLBACK_URL: `${origin}/wecom/callback/archive`,
      APP_URL: origin,
    };
    child = start('sandbox', 'scripts/sandbox/dist/main.js', args, env, resolve);
  });
  const line = await Promise.race([firstLine, child.ended]);
  if (typeof line !== 'string') throw endedEarly(line);
  return JSON.parse(line);
}

function demoEnvironment({ folder, port, origin, sandbox }) {
  const openApiKey = keptSecret(path.join(folder, 'open-api-key'), () => randomBytes(24).toString('base64url'));
  const env = {
    DEMO: '1',
    SANDBOX_ORIGIN: new URL(sandbox.api).origin,
    HOST,
    PORT: String(port),
    PUBLIC_URL: origin,
    DATABASE_URL: `sqlite:${path.join(folder, 'zhike.sqlite')}`,
    DATA_DIR: folder,
    DATA_KEY: keptSecret(path.join(folder, 'data-key'), () => randomBytes(32).toString('base64')),
    OPEN_API_KEY: openApiKey,
    ADMIN_USER_IDS: DEMO_ADMIN,
    WECOM_CORP_ID: sandbox.corpId,
    WECOM_AGENT_ID: String(sandbox.agentId),
    WECOM_AGENT_SECRET: sandbox.agentSecret,
    WECOM_CALLBACK_TOKEN: sandbox.callbackToken,
    WECOM_CALLBACK_AES_KEY: sandbox.callbackAesKey,
    WECOM_ARCHIVE_CALLBACK_TOKEN: sandbox.archiveCallbackToken,
    WECOM_ARCHIVE_CALLBACK_AES_KEY: sandbox.archiveCallbackAesKey,
    WECOM_ARCHIVE_SECRET: sandbox.archiveSecret,
    WECOM_ARCHIVE_PRIVATE_KEYS: JSON.stringify(sandbox.archivePrivateKeys),
    WECOM_ARCHIVE_SOURCE: 'http',
    WECOM_ARCHIVE_HTTP_BASE: sandbox.api,
    WECOM_API_BASE: sandbox.api,
    WECOM_OAUTH_BASE: sandbox.oauth,
    WECOM_LOGIN_BASE: sandbox.login,
    WECHAT_API_BASE: sandbox.wechat,
    WEAPP_APPID: sandbox.weappAppid,
    WEAPP_SECRET: sandbox.weappSecret,
    WECHAT_OA_APP_ID: sandbox.officialAppid,
    WECHAT_OA_SECRET: sandbox.officialSecret,
  };
  return { env, openApiKey };
}

/** The demo must not pick up a database, a key or a role that was meant for something else. */
function environmentWithoutOurs() {
  const ours =
    /^(WECOM_|WECHAT_|WEAPP_|DATA_|DATABASE_|SANDBOX_|CALLBACK_|ARCHIVE_CALLBACK_|ROLES$|TRUST_PROXY$|ADMIN_USER_IDS$|OPEN_API_KEY$|DEMO$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

/** Made once and kept, so that what was encrypted yesterday can be read today. */
function keptSecret(file, make) {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function waitUntilReady(url, ended) {
  const deadline = performance.now() + READY_WITHIN_MS;
  const gone = ended.then(endedEarly);
  while (performance.now() < deadline) {
    const state = await Promise.race([gone, isReady(url)]);
    if (state instanceof Error) throw state;
    if (state) return;
    await sleep(100);
  }
  throw new Stop(`服务端 ${READY_WITHIN_MS / 1000} 秒内没有就绪 / the server did not become ready: ${url}`);
}

/** Not listening yet and not migrated yet are both "not ready". */
const isReady = (url) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );

/** What to say when a program ended that should have gone on. */
export function endedEarly({ name, code, lastLines }) {
  return new Stop(
    `${lastLines.join('\n')}\n\n${name} 意外退出(代码 ${code}),以上是它最后的输出 / ended unexpectedly; its last lines are above`,
  );
}

function addressesOf(origin, sandbox) {
  return {
    client: sandbox.page ?? new URL('/', sandbox.api).href,
    manager: `${origin}/manager/`,
    sidebar: `${origin}/sidebar/`,
    openApi: `${origin}/openapi/v1/openapi.json`,
    ready: `${origin}/readyz`,
  };
}
