import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { sendBytes, sendJson } from '../http/respond.ts';
import { randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import { recordApiCall } from './call-log.ts';
import { BinaryReply, commonErrors, type Call, type Endpoint, type Reply, type TokenHolder } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { ApiError, errorTexts, fail, type ErrorCode } from './errors.ts';
import { applyApiFaults } from './faults.ts';
import { Parameters } from './parameters.ts';

const maxJsonBytes = 2 * 1024 * 1024;
const maxUploadBytes = 25 * 1024 * 1024;
const inFlight = new WeakMap<Sandbox, Map<string, number>>();

/** Serves one call of the emulated API: faults, limits, token and permission first, then the endpoint's own work. */
export async function serveWecomApi(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname;
  const startedAt = performance.now();
  const query = Object.fromEntries(url.searchParams);
  const running = runningOf(sandbox);
  sandbox.lastApiCallAt = Date.now();
  sandbox.apiCallsInFlight += 1;
  running.set(path, (running.get(path) ?? 0) + 1);
  const endpoint = endpoints.get(path);
  const call: Call = {
    sandbox,
    query: new Parameters(query),
    body: new Parameters({}),
    bytes: Buffer.alloc(0),
    request,
    ip: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
    now: sandbox.clock.now(),
  };
  try {
    const reply = await answer(endpoint, call, response, path, running);
    if (reply === undefined) return;
    send(response, reply);
    if (reply instanceof BinaryReply) {
      recordApiCall(sandbox, {
        endpoint,
        call,
        path,
        query,
        startedAt,
        errcode: 0,
        errmsg: 'ok',
        response: `${reply.bytes.length} bytes`,
      });
    } else {
      const { errcode, errmsg } = reply as { errcode: number; errmsg: string };
      recordApiCall(sandbox, { endpoint, call, path, query, startedAt, errcode, errmsg, response: reply });
    }
  } finally {
    running.set(path, (running.get(path) ?? 1) - 1);
    sandbox.apiCallsInFlight -= 1;
    sandbox.lastApiCallAt = Date.now();
  }
}

/** The reply to send; `undefined` when a fault has already dealt with the connection. */
async function answer(
  endpoint: Endpoint | undefined,
  call: Call,
  response: ServerResponse,
  path: string,
  running: Map<string, number>,
): Promise<Record<string, unknown> | BinaryReply | undefined> {
  const { sandbox, request } = call;
  try {
    const verdict = await applyApiFaults(sandbox, path, request, response);
    if (verdict.done) return undefined;
    if (!endpoint) fail(48005, `${path} is not emulated by this sandbox`);
    if (verdict.errcode !== undefined && !verdict.afterEffect) fail(verdict.errcode, 'fault switch');
    const reply = await run(endpoint, call, running);
    if (verdict.lost) {
      request.socket.resetAndDestroy();
      return undefined;
    }
    if (verdict.errcode !== undefined) fail(verdict.errcode, 'fault switch, after effect');
    return reply instanceof BinaryReply ? reply : { errcode: 0, errmsg: 'ok', ...reply };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (endpoint && error.message.indexOf('fault switch') < 0) warnOfUndeclared(sandbox, endpoint, error.errcode);
    return {
      errcode: error.errcode,
      errmsg: `${error.message}, hint: [${call.now}_${randomText(8)}], from ip: ${call.ip}`,
    };
  }
}

async function run(endpoint: Endpoint, call: Call, running: Map<string, number>): Promise<Reply> {
  const { sandbox, request } = call;
  if (endpoint.counted !== false && sandbox.rates.isOver(endpoint.path, call.now, sandbox.limits)) fail(45009);
  const { concurrency } = sandbox.limits;
  if (concurrency > 0 && (running.get(endpoint.path) ?? 0) > concurrency) fail(45033);
  if (request.method !== endpoint.method) fail(40063, `use ${endpoint.method}`);
  if (endpoint.token !== 'none') {
    if (sandbox.settings.trustedIps && !sandbox.settings.trustedIps.includes(call.ip)) fail(60020);
    checkPermission(endpoint, call, holderOf(call));
  }
  if (endpoint.rawBody) {
    call.bytes = await readBody(request, maxUploadBytes);
  } else if (endpoint.method === 'POST') {
    call.body = new Parameters(parseJson(await readBody(request, maxJsonBytes)));
  }
  return endpoint.handle(call);
}

function holderOf(call: Call): TokenHolder {
  const token = call.query.text('access_token');
  if (!token) fail(41001);
  const grant = call.sandbox.world.grants.get(token);
  if (!grant || grant.kind !== 'access_token' || grant.revoked) return fail(40014);
  if (grant.expiresAt <= call.now) fail(42001);
  return grant.holder as TokenHolder;
}

function checkPermission(endpoint: Endpoint, call: Call, holder: TokenHolder): void {
  const wanted = endpoint.token === 'customer' ? 'app' : endpoint.token;
  if (holder !== wanted) fail(48002, 'this secret may not call this api');
  if (endpoint.token === 'customer' && !call.sandbox.settings.customerContactApp)
    fail(48002, 'the app is not allowed to use customer contact');
}

/** A body that is no JSON object reads as if every parameter were missing. */
function parseJson(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return fail(40063, 'body is not json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(40063, 'body is not a json object');
  return value as Record<string, unknown>;
}

function send(response: ServerResponse, reply: Record<string, unknown> | BinaryReply): void {
  if (reply instanceof BinaryReply) sendBytes(response, reply.status, reply.bytes, reply.contentType, reply.headers);
  else sendJson(response, 200, reply);
}

function runningOf(sandbox: Sandbox): Map<string, number> {
  const known = inFlight.get(sandbox);
  if (known) return known;
  const fresh = new Map<string, number>();
  inFlight.set(sandbox, fresh);
  return fresh;
}

/** A code that its endpoint does not list is a mistake of ours: the tables are what people read. */
function warnOfUndeclared(sandbox: Sandbox, endpoint: Endpoint, code: ErrorCode): void {
  if (endpoint.errors.includes(code) || commonErrors.includes(code)) return;
  sandbox.mistakes.push(`${endpoint.path} answered ${code} (${errorTexts[code]}), which its table does not list`);
}
