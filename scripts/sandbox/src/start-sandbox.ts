import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { settleDueTransfers } from './acts/transfer.ts';
import { bringKeys } from './archive/keys.ts';
import { serveArchive } from './archive/serve-archive.ts';
import { serveWecomApi } from './api/gate.ts';
import type { Clock } from './clock.ts';
import { callControl, type ControlClient } from './control/client.ts';
import { addressesOf as urlsOf } from './control/overview.ts';
import { applyPatch } from './control/apply-patch.ts';
import type { Patch } from './control/contract.ts';
import { serveControl } from './control/serve-control.ts';
import type { Overview } from './control/views.ts';
import type { Faults, Limits, Settings } from './control/views-switches.ts';
import { demoCredentials, type Credentials } from './credentials.ts';
import { addressesOf, noFaults } from './defaults.ts';
import { seedDemoCorp } from './demo/demo-corp.ts';
import { generatePeople } from './demo/generate.ts';
import { generateGroups } from './demo/generate-groups.ts';
import { sendJson } from './http/respond.ts';
import { BodyTooLarge } from './http/read-body.ts';
import { Sandbox } from './sandbox.ts';
import { serveWeChat } from './wechat/serve-wechat.ts';
import { serveWeb } from './web/serve-web.ts';
import { StateFile } from './world/state-file.ts';
import type { World } from './world/world.ts';

export interface SandboxOptions {
  /** Default 0: any free port. */
  port?: number;
  credentials?: Partial<Credentials>;
  callbackUrl?: string;
  /** Where `msgaudit_notify` goes: the archive's own receiver. */
  archiveCallbackUrl?: string;
  /** Message keys, by version from 1 on; without them a pair is made when it is needed. */
  archivePrivateKeys?: Record<string, string>;
  /** Origin of the CRM. */
  appUrl?: string;
  settings?: Patch<Settings>;
  limits?: Partial<Limits>;
  /** Begin with the demo corp. */
  demo?: boolean;
  /** Made-up people, besides the demo corp. */
  members?: number;
  relations?: number;
  /** Made-up customer groups with so many people in all; they need members. */
  groups?: number;
  groupMembers?: number;
  /** Keep the state in this file. */
  stateFile?: string;
  /** Where unexpected errors go; default standard error. */
  log?: (line: string) => void;
}

export interface RunningSandbox {
  /** Everything answers under this origin. */
  origin: string;
  urls: Overview['urls'];
  credentials: Credentials;
  clock: Clock;
  /** What the emulated world remembers; for tests that look inside. */
  state: World;
  sandbox: Sandbox;
  /** The control API, typed: `await control('POST /control/scan', { body })`. */
  control: ControlClient & { setCallbackUrl(url: string): void; setAppUrl(origin: string): void };
  close(): Promise<void>;
}

const transferCheckMs = 1_000;

/** Starts a sandbox of its own in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const log = options.log ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const credentials = { ...demoCredentials, ...options.credentials };
  let stateFile: StateFile | undefined;
  const sandbox = new Sandbox(credentials, (collection, key, value) => stateFile?.note(collection, key, value));
  sandbox.demo = options.demo ?? false;
  sandbox.hasStateFile = options.stateFile !== undefined;
  let kept: Record<string, unknown> = {};
  if (options.stateFile) {
    stateFile = await StateFile.open(options.stateFile, () => metaOf(sandbox));
    kept = stateFile.load(sandbox.world);
    restoreMeta(sandbox, kept, options.stateFile);
  }
  if (options.appUrl) Object.assign(sandbox.settings, addressesOf(options.appUrl));
  if (options.callbackUrl) sandbox.settings.callbackUrl = options.callbackUrl;
  if (options.demo) {
    sandbox.settings.archive.autoAgree = true;
    // So that a forwarded link shows what recognising a visitor is; what real WeChat tells stands in docs/unverified.md.
    sandbox.settings.unionIdForBaseScope = true;
  }
  if (options.archiveCallbackUrl) sandbox.settings.archive.callbackUrl = options.archiveCallbackUrl;
  if (options.settings) applyPatch(sandbox.settings, { ...options.settings }, ['trustedIps', 'archive.trustedIps']);
  if (options.limits) applyPatch(sandbox.limits, { ...options.limits }, ['perApi']);

  const sockets = new Set<Socket>();
  const reset = (): void => {
    sandbox.courier.clear();
    sandbox.archiveNotifier.clear();
    sandbox.world.clear();
    sandbox.calls.clear();
    sandbox.rates.clear();
    sandbox.groupDetails.clear();
    sandbox.appMessagesDropped = 0;
    sandbox.clock.setOffset(0);
    Object.assign(sandbox.settings, { hiddenMembers: [], visibleMembers: [] });
    Object.assign(sandbox.faults.callback, noFaults.callback);
    Object.assign(sandbox.faults.api, structuredClone(noFaults.api));
    Object.assign(sandbox.faults.archive, structuredClone(noFaults.archive));
    Object.assign(sandbox.faults.client, structuredClone(noFaults.client));
    seed(sandbox, options);
    sandbox.live.tell({ kind: 'reset', text: '沙盒已重置' });
  };
  const server = createServer((request, response) => {
    serve(sandbox, request, response, reset).catch((error: unknown) => {
      log(
        `sandbox: ${request.method} ${request.url?.split('?')[0]} failed: ${error instanceof Error ? error.stack : String(error)}`,
      );
      if (error instanceof BodyTooLarge)
        sendJson(response, 413, { error: { code: 'invalid', message: '请求体过大' } }, { connection: 'close' });
      else sendJson(response, 500, { error: { code: 'internal', message: '沙盒内部错误,详情见标准错误输出' } });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  sandbox.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (Object.keys(kept).length === 0) seed(sandbox, options);
  sandbox.clock.onMove(() => {
    sandbox.live.tell({
      kind: 'clock',
      clock: { now: sandbox.clock.now(), offsetMs: sandbox.clock.offsetMs },
      text: '沙盒时钟已调整',
    });
    settleDueTransfers(sandbox);
  });
  const transfers = setInterval(() => settleDueTransfers(sandbox), transferCheckMs);
  transfers.unref();
  sandbox.courier.resume();

  return {
    origin: sandbox.origin,
    urls: urlsOf(sandbox.origin),
    credentials,
    clock: sandbox.clock,
    state: sandbox.world,
    sandbox,
    control: Object.assign(callControl(sandbox.origin), {
      setCallbackUrl: (url: string) => void (sandbox.settings.callbackUrl = url),
      setAppUrl: (origin: string) => void Object.assign(sandbox.settings, addressesOf(origin)),
    }),
    async close() {
      clearInterval(transfers);
      sandbox.archiveNotifier.clear();
      sandbox.courier.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Streams and kept connections would hold the server open.
        for (const socket of sockets) socket.destroy();
      });
      stateFile?.close();
    },
  };
}

async function serve(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  reset: () => void,
): Promise<void> {
  const target = request.url ?? '/';
  if (!URL.canParse(target, sandbox.origin))
    return sendJson(response, 400, { error: { code: 'invalid', message: '地址不合法' } });
  const url = new URL(target, sandbox.origin);
  const { pathname } = url;
  if (pathname.startsWith('/cgi-bin/')) return serveWecomApi(sandbox, request, response, url);
  if (pathname === '/control' || pathname.startsWith('/control/'))
    return serveControl(sandbox, request, response, url, reset);
  if (pathname.startsWith('/archive/')) return serveArchive(sandbox, request, response, url);
  if (pathname.startsWith('/wechat/')) return serveWeChat(sandbox, request, response, url);
  return serveWeb(sandbox, request, response, url);
}

function seed(sandbox: Sandbox, options: SandboxOptions): void {
  bringKeys(sandbox, options.archivePrivateKeys ?? {});
  if (options.demo) seedDemoCorp(sandbox);
  else sandbox.world.departments.put({ id: 1, name: sandbox.credentials.corpName, parentId: 0, order: 0 });
  if (options.members || options.relations) generatePeople(sandbox, options.members ?? 0, options.relations ?? 0);
  if (options.groups) generateGroups(sandbox, options.groups, options.groupMembers ?? options.groups);
}

/** What is kept besides the world's records. */
function metaOf(sandbox: Sandbox): Record<string, unknown> {
  const { settings, limits, faults, clock, appMessagesDropped, credentials } = sandbox;
  return { corpId: credentials.corpId, settings, limits, faults, clockOffsetMs: clock.offsetMs, appMessagesDropped };
}

function restoreMeta(sandbox: Sandbox, kept: Record<string, unknown>, path: string): void {
  if (Object.keys(kept).length === 0) return;
  if (kept.corpId !== sandbox.credentials.corpId) {
    throw new Error(
      `${path} holds the state of another corp (${String(kept.corpId)}); use another file or the credentials it was made with`,
    );
  }
  // Fields of an older or newer version are left at their defaults.
  const { archive, ...settings } = (kept.settings ?? {}) as Partial<Settings>;
  Object.assign(sandbox.settings, pickKnown(sandbox.settings, settings));
  Object.assign(sandbox.settings.archive, pickKnown(sandbox.settings.archive, archive));
  Object.assign(sandbox.limits, pickKnown(sandbox.limits, kept.limits as Partial<Limits>));
  const faults = kept.faults as Partial<Faults> | undefined;
  Object.assign(sandbox.faults.callback, pickKnown(sandbox.faults.callback, faults?.callback));
  Object.assign(sandbox.faults.api, pickKnown(sandbox.faults.api, faults?.api));
  Object.assign(sandbox.faults.archive, pickKnown(sandbox.faults.archive, faults?.archive));
  Object.assign(sandbox.faults.client, pickKnown(sandbox.faults.client, faults?.client));
  sandbox.clock.setOffset(Number(kept.clockOffsetMs ?? 0));
  sandbox.appMessagesDropped = Number(kept.appMessagesDropped ?? 0);
  sandbox.rangeChanged();
}

function pickKnown<T extends object>(target: T, source: Partial<T> | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(source ?? {}).filter(([name]) => name in target)) as Partial<T>;
}
