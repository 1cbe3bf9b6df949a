/** What the native library would say, over HTTP (the README, to be read first). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { logCall } from '../api/call-log.ts';
import { readBody } from '../http/read-body.ts';
import { sendBytes } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { MediaRefused, readChunk } from './media.ts';
import { biggestSeq, pullMessages } from './pull.ts';

const maxBodyBytes = 64 * 1_024;
const mostMessages = 1_000;
const minuteMs = 60_000;
const titles = { chat: '拉取会话存档', media: '下载存档文件' } as const;

type CallName = keyof typeof titles;

/** What goes out: a return code other than 0 comes without content. */
type Answer =
  | { ret: number; message: string }
  | { json: string; count: number }
  | { chunk: ReturnType<typeof readChunk> };

export async function serveArchive(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const call = callNames[url.pathname];
  if (!call) return sendBytes(response, 404, Buffer.from('no such archive call\n'), 'text/plain; charset=utf-8');
  if (request.method !== 'POST')
    return sendBytes(response, 405, Buffer.from('method not allowed\n'), 'text/plain; charset=utf-8');
  const startedAt = performance.now();
  sandbox.lastApiCallAt = Date.now();
  sandbox.apiCallsInFlight += 1;
  try {
    const body = readCall((await readBody(request, maxBodyBytes)).toString('utf8'));
    const ip = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
    const { latencyMs } = sandbox.faults.archive;
    if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
    const answer = answerTo(sandbox, call, body, ip);
    send(response, answer);
    record(sandbox, url.pathname, call, body, answer, startedAt);
  } finally {
    sandbox.apiCallsInFlight -= 1;
    sandbox.lastApiCallAt = Date.now();
  }
}

const callNames: Record<string, CallName | undefined> = {
  '/archive/get_chat_data': 'chat',
  '/archive/get_media_data': 'media',
};

function answerTo(sandbox: Sandbox, call: CallName, body: Record<string, unknown>, ip: string): Answer {
  const { credentials, settings, limits, faults, clock, rates } = sandbox;
  if (faults.archive.outage) return refused(10_001, 'network error: fault switch');
  const rule = takeRule(sandbox, call);
  if (rule) return rule.ret === 0 ? failure(rule.errcode ?? -1, 'fault switch') : refused(rule.ret, 'fault switch');
  if (body.corpid !== credentials.corpId || body.secret !== credentials.archiveSecret)
    return refused(10_000, 'corpid or secret');
  if (settings.archive.trustedIps && !settings.archive.trustedIps.includes(ip))
    return refused(10_009, `from ip: ${ip}`);
  if (!settings.archive.enabled) return failure(301_053, 'archive not enabled');
  const most = call === 'chat' ? limits.archivePullsPerMinute : limits.archiveMediaPerMinute;
  if (rates.countIn(`archive ${call}`, clock.now(), minuteMs) > most) return failure(45_009, 'api freq out of limit');
  return call === 'chat' ? chatData(sandbox, body) : mediaData(sandbox, body);
}

function chatData(sandbox: Sandbox, body: Record<string, unknown>): Answer {
  const seq = readSeq(body.seq);
  const { limit } = body;
  if (seq === undefined) return refused(10_000, 'seq');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > mostMessages)
    return refused(10_000, `limit must be 1..${mostMessages}`);
  const items = pullMessages(sandbox, seq, limit);
  // By hand, because JSON.stringify cannot write a number of 64 bits.
  const rows = items.map(
    (item) =>
      `{"seq":${item.seq},"msgid":${JSON.stringify(item.msgId)},"publickey_ver":${item.keyVersion},"encrypt_random_key":"${item.encryptRandomKey}","encrypt_chat_msg":"${item.encryptChatMsg}"}`,
  );
  return { json: `{"errcode":0,"errmsg":"ok","chatdata":[${rows.join(',')}]}`, count: rows.length };
}

function mediaData(sandbox: Sandbox, body: Record<string, unknown>): Answer {
  const { sdkfileid, indexbuf } = body;
  if (typeof sdkfileid !== 'string' || typeof indexbuf !== 'string') return refused(10_000, 'sdkfileid or indexbuf');
  try {
    return { chunk: readChunk(sandbox, sdkfileid, indexbuf) };
  } catch (error) {
    if (error instanceof MediaRefused) return refused(error.ret, error.message);
    throw error;
  }
}

function readSeq(value: unknown): bigint | undefined {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  const seq = BigInt(value);
  return seq <= biggestSeq ? seq : undefined;
}

function takeRule(sandbox: Sandbox, call: CallName) {
  const rules = sandbox.faults.archive.failNext;
  const rule = rules.find((candidate) => candidate.call === call);
  if (!rule) return undefined;
  rule.times -= 1;
  if (rule.times <= 0) rules.splice(rules.indexOf(rule), 1);
  return rule;
}

const refused = (ret: number, message: string): Answer => ({ ret, message });

/** The function succeeds, its text does not (§3.3, last lines). */
const failure = (errcode: number, errmsg: string): Answer => ({ json: JSON.stringify({ errcode, errmsg }), count: 0 });

function send(response: ServerResponse, answer: Answer): void {
  const json = 'application/json; charset=UTF-8';
  if ('ret' in answer)
    return sendBytes(response, 200, Buffer.from(JSON.stringify(answer)), json, { 'x-archive-ret': String(answer.ret) });
  if ('json' in answer) return sendBytes(response, 200, Buffer.from(answer.json), json, { 'x-archive-ret': '0' });
  const { bytes, outIndex, finished } = answer.chunk;
  sendBytes(response, 200, bytes, 'application/octet-stream', {
    'x-archive-ret': '0',
    'x-archive-index': outIndex,
    'x-archive-finish': finished ? '1' : '0',
  });
}

/** Empty pulls are left out of the log: an active conversation is pulled every second. */
function record(
  sandbox: Sandbox,
  path: string,
  call: CallName,
  body: Record<string, unknown>,
  answer: Answer,
  startedAt: number,
): void {
  const ret = 'ret' in answer ? answer.ret : 0;
  const count = 'json' in answer ? answer.count : 0;
  if (ret === 0 && 'json' in answer && answer.json.endsWith('"chatdata":[]}')) return;
  logCall(
    sandbox,
    {
      id: sandbox.nextCallId(),
      at: sandbox.clock.now(),
      host: 'wecom',
      method: 'POST',
      path,
      errcode: ret,
      errmsg: 'ret' in answer ? answer.message : 'ok',
      tookMs: Math.round((performance.now() - startedAt) * 10) / 10,
      title: count > 0 ? `${titles[call]} ${count} 条` : titles[call],
      userId: '',
      externalUserId: '',
    },
    {
      query: {},
      request: { seq: body.seq, limit: body.limit, indexbuf: body.indexbuf },
      response: 'chunk' in answer ? `${answer.chunk.bytes.length} bytes` : count > 0 ? `${count} messages` : answer,
    },
  );
}

/** `seq` is taken from the text: JSON.parse rounds a number beyond 2^53. A body that is no object reads as without fields. */
function readCall(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return { ...value, seq: /"seq"\s*:\s*"?(\d+)/.exec(text)?.[1] };
}
