import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { EndpointRequest, EndpointResponse } from '@zhike/shared/contracts/endpoint';
import type { startSandbox } from '@zhike/sandbox/start-sandbox';
import type { Config } from '../config.ts';
import { csrfTokenOf, openSession } from '../domains/corp/session-store.ts';
import { SESSION_COOKIE } from '../domains/corp/session-cookie.ts';
import { select } from '../platform/database/sql.ts';
import type { AnyEndpoint } from '../platform/http/audience-router.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { type RunningServer, type StartOptions, startServer } from '../server.ts';
import { callbackKey, encrypt, signatureOf } from '../wecom/callback/crypto.ts';
import { TEST_OPEN_API_KEY, testConfig } from './test-config.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
type SandboxOptions = NonNullable<Parameters<typeof startSandbox>[0]>;

export interface TestServerOptions extends StartOptions {
  /** Starts a sandbox in this process and points the two at each other. */
  sandbox?: boolean | SandboxOptions;
  /** Runs as the demo does: the sandbox may frame pages, lends its bridge and signs people in. Needs `sandbox`. */
  demo?: boolean;
  /** Environment names on top of `testConfig`. */
  env?: Record<string, string>;
  log?: Logger;
}

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
}

/** The whole server on a database of its own, on the engine of this run; nothing of ours is replaced. */
export async function startTestServer(options: TestServerOptions = {}) {
  const database: TestDatabase = await createTestDatabase();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const sandbox = options.sandbox
    ? await startSandboxFor(publicUrl, options.sandbox === true ? {} : options.sandbox)
    : null;
  const config = testConfig({
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: database.url,
    DATA_DIR: join(database.folder, 'data'),
    ...(sandbox ? sandboxEnvironment(sandbox) : {}),
    ...(sandbox && options.demo ? { DEMO: '1', SANDBOX_ORIGIN: sandbox.origin } : {}),
    ...options.env,
  });
  const server: RunningServer = await startServer(config, {
    ticking: false,
    checkResponses: true,
    log: createLogger('silent'),
    ...options,
  });
  const origin = server.origin ?? '';

  const close = async () => {
    await server.close();
    await sandbox?.close();
    await database.drop();
  };
  return {
    ...server,
    db: server.deps.db,
    config,
    database,
    origin,
    sandbox,
    api: apiOf(server, config, origin),
    deliverCallback: (xml: string | Buffer) => deliverCallback(config, origin, xml),
    /** `soonMs`: retries due within this count as work too; 0 while they would fail anyway, as without a WeCom. */
    settle: (soonMs: number = sandbox ? SOON_MS : 0) => settle(server, soonMs),
    close,
  };
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** Loaded only when asked for: most tests need no WeCom. */
async function startSandboxFor(publicUrl: string, options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = await import('@zhike/sandbox/start-sandbox');
  return startSandbox({ port: 0, appUrl: publicUrl, callbackUrl: `${publicUrl}/wecom/callback`, ...options });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export function sandboxEnvironment(sandbox: Sandbox): Record<string, string> {
  const { credentials, origin } = sandbox;
  return {
    WECOM_CORP_ID: credentials.corpId,
    WECOM_AGENT_ID: String(credentials.agentId),
    WECOM_AGENT_SECRET: credentials.agentSecret,
    WECOM_CALLBACK_TOKEN: credentials.callbackToken,
    WECOM_CALLBACK_AES_KEY: credentials.callbackAesKey,
    WEAPP_APPID: credentials.weappAppid,
    WEAPP_SECRET: credentials.weappSecret,
    WECOM_API_BASE: origin,
    WECOM_OAUTH_BASE: origin,
    WECOM_LOGIN_BASE: origin,
    WECHAT_API_BASE: `${origin}/wechat`,
  };
}

function apiOf({ deps }: RunningServer, config: Config, origin: string) {
  const request = async (
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: unknown } = {},
  ): Promise<Answer> => {
    const hasBody = init.body !== undefined;
    const answer = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...init.headers },
      body: hasBody ? JSON.stringify(init.body) : undefined,
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };
  const call =
    (headers: () => Promise<Record<string, string>>) =>
    async <E extends AnyEndpoint>(
      endpoint: E,
      input: Partial<EndpointRequest<E>> = {},
    ): Promise<Answer<EndpointResponse<E>>> =>
      (await request(endpoint.method, pathOf(endpoint.path, input.params, input.query), {
        headers: await headers(),
        body: endpoint.body ? (input.body ?? {}) : undefined,
      })) as Answer<EndpointResponse<E>>;

  return {
    request,
    /** Calls as nobody in particular. */
    call: call(async () => ({})),
    /** Calls with the key of the open API. */
    open: { call: call(async () => ({ authorization: `Bearer ${TEST_OPEN_API_KEY}` })) },
    /** Calls as this member, in a session of her own. */
    as: (userId: string) => {
      let headers: Promise<Record<string, string>> | undefined;
      const sessionHeaders = () => {
        headers ??= deps.db
          .transaction((tx) => openSession(tx, userId, deps.clock.machineNow()))
          .then(({ sessionId, token }) => ({
            cookie: `${SESSION_COOKIE}=${token}`,
            'x-zhike-csrf': csrfTokenOf(deps.keys, sessionId),
            origin: config.http.publicUrl,
          }));
        return headers;
      };
      return { call: call(sessionHeaders), headers: sessionHeaders };
    },
  };
}

function pathOf(pattern: string, params: unknown = {}, query: unknown = {}): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Posts a message as WeCom does: encrypted, signed, in an envelope. */
export async function deliverCallback(
  config: Config,
  origin: string,
  message: string | Buffer,
  receiver = '',
): Promise<{ status: number; body: string }> {
  const key = callbackKey(config.callback.app);
  const encrypted = encrypt(key, message, config.wecom.corpId);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(6).toString('hex');
  const query = new URLSearchParams({
    msg_signature: signatureOf(key.token, timestamp, nonce, encrypted),
    timestamp,
    nonce,
  });
  const answer = await fetch(`${origin}/wecom/callback${receiver}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: `<xml><ToUserName><![CDATA[${config.wecom.corpId}]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  });
  return { status: answer.status, body: await answer.text() };
}

const SETTLE_TIMEOUT_MS = 60_000;
/** A try that comes within this counts as due: shorter than any back-off after a failure. */
const SOON_MS = 1_400;

/** Waits until nothing is left that is due: callbacks, runs and commands. What waits for a later try does not count. */
async function settle({ deps, isBusy, isCaughtUp }: RunningServer, soonMs: number): Promise<void> {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  for (let quiet = 0; quiet < 2; ) {
    if (Date.now() > deadline) throw new Error('the server did not settle within a minute');
    // The server's own machine time: a test may have moved it.
    const now = deps.clock.machineNow();
    const [open] = await select(
      deps.db.read,
      "SELECT 1 AS open FROM inbox WHERE status = 'waiting' UNION ALL SELECT 1 FROM scenario_run WHERE status = 'running' OR (status = 'waiting' AND next_attempt_at <= ?) UNION ALL SELECT 1 FROM outbox_command WHERE status = 'sending' OR (status = 'waiting' AND next_attempt_at <= ?) LIMIT 1",
      [now + soonMs, now + soonMs],
    );
    quiet = open || isBusy() || !(await isCaughtUp()) ? 0 : quiet + 1;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
