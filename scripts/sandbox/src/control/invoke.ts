/**
 * What the native client answers to WeixinJSBridge.invoke (wecom-client-jssdk §2.3–2.6). Parameters come from the page through the
 * simulated client; messages are in the documented wording.
 */
import { getJsApiSignature } from '@wecom/crypto';
import { ActError } from '../acts/act-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Grant } from '../world/types.ts';
import type { ClientInvoke, ClientInvokeResult } from './contract-client.ts';
import { textParam } from './client-answers.ts';
import { clientCommands } from './client-commands.ts';
import { takeClientFailure, wordsOf } from './client-faults.ts';
import { findMember } from './find.ts';

/** APIs granted to one page of one member; a new URL must be configured again. */
interface Configured {
  apis: Set<string>;
  identity: 'app' | 'corp';
  signature: string;
}

const configurations = new WeakMap<Sandbox, Map<string, Configured>>();
const mostConfigurations = 5_000;

/** APIs that need no configuration in the documents' samples, or that every entry may call. */
const always = new Set(['checkJsApi', 'closeWindow']);

export function invokeInClient(sandbox: Sandbox, call: ClientInvoke): ClientInvokeResult {
  const member = findMember(sandbox, call.member);
  if (!/^https?:\/\//.test(call.url)) throw new ActError('invalid', 'url 应为页面的完整地址', 'url');
  const url = call.url.split('#')[0] ?? '';
  const key = `${member.userId}\n${url}`;
  const known = knownOf(sandbox);
  if (call.name === 'agentConfig' || call.name.toLowerCase() === 'preverifyjsapi')
    return configure(sandbox, call, url, key, known);
  const command = clientCommands[call.name];
  if (!command) return refuse(call.name, 'fail_function not exist');
  const configured = known.get(key);
  if (!always.has(call.name) && !mayCall(call, configured))
    return refuse(call.name, 'fail_permission denied', 'access denied: call agentConfig for this url first');
  if (command.appOnly && configured?.identity !== 'app') return refuse(call.name, 'fail no permission');
  const failure = takeClientFailure(sandbox, call.name);
  if (failure && failure.failure !== 'silence') return refuse(call.name, wordsOf(failure.failure));
  if (failure && !failure.afterEffect) return silence;
  const { externalUserId = '', chatId = '' } = call.chat ?? {};
  const entry = call.chat?.entry ?? (externalUserId ? 'single_chat_tools' : chatId ? 'group_chat_tools' : 'normal');
  const done = command.run({
    sandbox,
    member,
    entry,
    externalUserId,
    chatId,
    params: call.params,
    name: call.name,
    granted: configured?.apis ?? new Set(),
  });
  return failure ? silence : done;
}

/** The page waits for ever. */
const silence: ClientInvokeResult = { result: { err_msg: '' }, silent: true, effect: null };

/** The command carries the verify fields of the configuration in force (wecom-client-jssdk §2.3); a raw bridge call may leave them out. */
function mayCall(call: ClientInvoke, configured: Configured | undefined): boolean {
  if (!configured?.apis.has(call.name.toLowerCase())) return false;
  const { verifySignature } = call.params;
  return verifySignature === undefined || verifySignature === '' || verifySignature === configured.signature;
}

function configure(
  sandbox: Sandbox,
  call: ClientInvoke,
  url: string,
  key: string,
  known: Map<string, Configured>,
): ClientInvokeResult {
  const { name, params } = call;
  const isApp = name === 'agentConfig';
  const text = (field: string): string => textParam(params, field);
  const corpId = isApp ? text('corpid') : text('appId') || text('verifyAppId');
  if (corpId !== sandbox.credentials.corpId) return refuse(name, 'fail_invalid corpid', '', 40013);
  if (isApp && text('agentid') !== String(sandbox.credentials.agentId))
    return refuse(name, 'fail_invalid agentid', '', 40056);
  const { trustedDomains } = sandbox.settings;
  if (trustedDomains.length > 0 && !isTrusted(new URL(url).host, trustedDomains))
    return refuse(name, 'fail_invalid url domain', '', 50001);
  const timestamp = text(isApp ? 'timestamp' : 'verifyTimestamp');
  const nonceStr = text(isApp ? 'nonceStr' : 'verifyNonceStr');
  const signature = text(isApp ? 'signature' : 'verifySignature');
  if (!isSigned(sandbox, isApp ? 'app_ticket' : 'corp_ticket', { timestamp, nonceStr, url, signature }))
    return refuse(name, 'fail_invalid signature', '', 40093);
  const list = params[isApp ? 'jsApiList' : 'verifyJsApiList'];
  const wanted = Array.isArray(list) ? list.map((item) => String(item)) : [];
  if (known.size >= mostConfigurations) known.clear();
  known.set(key, {
    apis: new Set(wanted.map((api) => api.toLowerCase())),
    identity: isApp ? 'app' : 'corp',
    signature,
  });
  const checkResult = Object.fromEntries(wanted.map((api) => [api, api in clientCommands]));
  return { result: { err_msg: `${name}:ok`, checkResult }, effect: null };
}

/** Any ticket of the right kind that still holds will do; the wrong kind never does. */
function isSigned(
  sandbox: Sandbox,
  kind: Grant['kind'],
  signed: { timestamp: string; nonceStr: string; url: string; signature: string },
): boolean {
  const now = sandbox.clock.now();
  for (const grant of sandbox.world.grants.values()) {
    if (grant.kind !== kind || grant.revoked || grant.expiresAt <= now) continue;
    const { timestamp, nonceStr, url, signature } = signed;
    if (
      nonceStr !== '' &&
      timestamp !== '' &&
      getJsApiSignature({ ticket: grant.text, timestamp, nonceStr, url }).signature === signature
    )
      return true;
  }
  return false;
}

/** The app's trusted domain with its sub-domains (doc 90514). */
function isTrusted(host: string, domains: string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

export function refuse(name: string, keyword: string, detail = '', code?: number): ClientInvokeResult {
  return {
    result: {
      err_msg: `${name}:${keyword}`,
      ...(code === undefined ? {} : { err_code: code }),
      ...(detail ? { err_desc: detail } : {}),
    },
    effect: null,
  };
}

function knownOf(sandbox: Sandbox): Map<string, Configured> {
  const known = configurations.get(sandbox) ?? new Map<string, Configured>();
  configurations.set(sandbox, known);
  return known;
}
