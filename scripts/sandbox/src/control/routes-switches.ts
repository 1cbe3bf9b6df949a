import { setTimeout as sleep } from 'node:timers/promises';
import { ActError } from '../acts/act-error.ts';
import { isErrorCode } from '../api/faults.ts';
import { biggestSeq } from '../archive/pull.ts';
import { addressesOf, noFaults } from '../defaults.ts';
import { generatePeople } from '../demo/generate.ts';
import { revokeTokens } from '../world/grants.ts';
import { liveTagCount } from '../world/tag-library.ts';
import type { Sandbox } from '../sandbox.ts';
import { applyPatch } from './apply-patch.ts';
import { checkClientFailures } from './client-faults.ts';
import { routes } from './handler.ts';
import { overviewOf } from './overview.ts';
import type { ClockView, Counts } from './views.ts';
import type { Faults, Settings } from './views-switches.ts';

const yearMs = 365 * 24 * 3_600_000;

export const switchRoutes = routes({
  'GET /control/overview': { handle: ({ sandbox }) => overviewOf(sandbox, countsOf(sandbox)) },
  'GET /control/counts': { handle: ({ sandbox }) => countsOf(sandbox) },
  'GET /control/clock': { handle: ({ sandbox }) => clockOf(sandbox) },
  'POST /control/clock': {
    shape: { advanceMs: 'number?', set: 'number?' },
    handle({ sandbox, body }) {
      if ((body.advanceMs === undefined) === (body.set === undefined))
        throw new ActError('invalid', 'advanceMs 与 set 只能填一个', 'advanceMs');
      const target = body.set ?? sandbox.clock.now() + (body.advanceMs ?? 0);
      if (Math.abs(target - Date.now()) > 20 * yearMs)
        throw new ActError('invalid', '时间相差不能超过 20 年', body.set === undefined ? 'advanceMs' : 'set');
      // By its own length and not to a moment: a millisecond may pass in between.
      if (body.advanceMs === undefined) sandbox.clock.set(target);
      else sandbox.clock.advance(body.advanceMs);
      return clockOf(sandbox);
    },
  },
  'GET /control/settings': { handle: ({ sandbox }) => sandbox.settings },
  'POST /control/settings': {
    shape: 'free',
    handle({ sandbox, body }) {
      const addresses = typeof body.appUrl === 'string' ? addressesOf(requireUrl(body.appUrl, 'appUrl')) : {};
      if (typeof body.callbackUrl === 'string') requireUrl(body.callbackUrl, 'callbackUrl');
      checkArchive((body as Partial<Settings>).archive ?? {});
      // The CRM's origin decides the other addresses unless they are given as well.
      applyPatch(sandbox.settings, { ...body, ...addresses, ...without(body, 'appUrl') }, [
        'trustedIps',
        'archive.trustedIps',
      ]);
      sandbox.rangeChanged();
      sandbox.live.tell({ kind: 'settings', text: '沙盒设置已修改' });
      return sandbox.settings;
    },
  },
  'GET /control/limits': { handle: ({ sandbox }) => sandbox.limits },
  'POST /control/limits': {
    shape: 'free',
    handle({ sandbox, body }) {
      applyPatch(sandbox.limits, body, ['perApi']);
      // Counting starts anew, or a lowered limit would be reached by calls made before.
      sandbox.rates.clear();
      sandbox.live.tell({ kind: 'settings', text: '接口频率限制已修改' });
      return sandbox.limits;
    },
  },
  'GET /control/faults': { handle: ({ sandbox }) => sandbox.faults },
  'POST /control/faults': {
    shape: 'free',
    handle({ sandbox, body }) {
      checkFaults(body as Partial<Faults>);
      applyPatch(sandbox.faults, body);
      tellFaults(sandbox, '故障开关已修改');
      return sandbox.faults;
    },
  },
  'POST /control/faults/clear': {
    handle({ sandbox }) {
      applyPatch(sandbox.faults, structuredClone(noFaults) as unknown as Record<string, unknown>);
      tellFaults(sandbox, '故障已全部解除');
      return sandbox.faults;
    },
  },
  'POST /control/token/revoke': {
    shape: { secret: 'text?' },
    handle({ sandbox, body }) {
      const revoked = revokeTokens(sandbox, body.secret);
      tellFaults(sandbox, `${revoked} 个 access_token 已提前失效`);
      return { revoked };
    },
  },
  'POST /control/reset': {
    handle({ sandbox, reset }) {
      reset();
      return overviewOf(sandbox, countsOf(sandbox));
    },
  },
  'POST /control/generate': {
    shape: { members: 'number', relations: 'number' },
    handle({ sandbox, body }) {
      const startedAt = Date.now();
      const made = generatePeople(sandbox, body.members, body.relations);
      sandbox.live.tell({ kind: 'reset', text: `生成了 ${made.members} 名成员、${made.relations} 条客户关系` });
      return { ...made, tookMs: Date.now() - startedAt };
    },
  },
  'POST /control/wait-until-idle': {
    shape: { timeoutMs: 'number?', quietMs: 'number?' },
    async handle({ sandbox, body }) {
      const startedAt = Date.now();
      const timeoutMs = Math.min(body.timeoutMs ?? 10_000, 120_000);
      const quietMs = body.quietMs ?? 300;
      const isIdle = (): boolean =>
        !sandbox.courier.busy &&
        sandbox.apiCallsInFlight === 0 &&
        Date.now() - Math.max(sandbox.lastApiCallAt, sandbox.courier.lastFinishedAt, startedAt) >= quietMs;
      while (!isIdle() && Date.now() - startedAt < timeoutMs) await sleep(20);
      return { idle: isIdle(), waitedMs: Date.now() - startedAt, callbacksWaiting: sandbox.courier.waiting };
    },
  },
});

export function clockOf({ clock }: Sandbox): ClockView {
  return { now: clock.now(), offsetMs: clock.offsetMs };
}

function countsOf(sandbox: Sandbox): Counts {
  const { world, courier, appMessagesDropped } = sandbox;
  return {
    members: world.members.size,
    customers: world.customers.size,
    relations: world.relations.size,
    contactWays: world.contactWays.size,
    groups: world.groups.size,
    joinWays: world.joinWays.size,
    tags: liveTagCount(world),
    callbacksWaiting: courier.waiting,
    appMessagesDropped,
  };
}

function checkArchive({ callbackUrl, seqBase, groupConsent, consentTo }: Partial<Settings['archive']>): void {
  if (typeof callbackUrl === 'string') requireUrl(callbackUrl, 'archive.callbackUrl');
  if (seqBase !== undefined && !(/^\d{1,20}$/.test(seqBase) && BigInt(seqBase) < biggestSeq))
    throw new ActError('invalid', 'seqBase 应为 64 位以内的十进制整数', 'archive.seqBase');
  if (groupConsent !== undefined && !['all', 'sender'].includes(groupConsent))
    throw new ActError('invalid', 'groupConsent 应为 all 或 sender', 'archive.groupConsent');
  if (consentTo !== undefined && !['archive', 'app', 'both'].includes(consentTo))
    throw new ActError('invalid', 'consentTo 应为 archive、app 或 both', 'archive.consentTo');
}

function checkFaults(faults: Partial<Faults>): void {
  const { callback, api, archive, client } = faults;
  for (const [name, rate] of [
    ['callback.dropRate', callback?.dropRate],
    ['callback.duplicateRate', callback?.duplicateRate],
    ['api.busyRate', api?.busyRate],
    ['archive.damageRate', archive?.damageRate],
    ['archive.wrongVersionRate', archive?.wrongVersionRate],
    ['archive.dropRate', archive?.dropRate],
  ] as const) {
    if (typeof rate === 'number' && rate > 1) throw new ActError('invalid', `${name} 应在 0 到 1 之间`, name);
  }
  if (api?.outage !== undefined && !['none', 'reset', 'hang', 'html'].includes(api.outage))
    throw new ActError('invalid', 'api.outage 应为 none、reset、hang 或 html', 'api.outage');
  for (const rule of Array.isArray(api?.failNext) ? api.failNext : []) {
    if (typeof rule?.path !== 'string' || !Number.isInteger(rule.times) || rule.times < 1)
      throw new ActError('invalid', 'failNext 的每一项需要 path、errcode、times', 'api.failNext');
    if (rule.after !== undefined && (!Number.isInteger(rule.after) || rule.after < 0))
      throw new ActError('invalid', 'failNext 的 after 应为不小于 0 的整数', 'api.failNext');
    if (!rule.lost && !isErrorCode(rule.errcode ?? Number.NaN))
      throw new ActError('invalid', `沙盒不认识错误码 ${String(rule.errcode)}`, 'api.failNext');
  }
  checkClientFailures(client?.failNext);
  for (const rule of Array.isArray(archive?.failNext) ? archive.failNext : []) {
    const isCall = rule?.call === 'chat' || rule?.call === 'media';
    if (!isCall || !Number.isInteger(rule.ret) || !Number.isInteger(rule.times) || rule.times < 1)
      throw new ActError('invalid', 'failNext 的每一项需要 call(chat 或 media)、ret、times', 'archive.failNext');
  }
}

function tellFaults(sandbox: Sandbox, text: string): void {
  sandbox.live.tell({ kind: 'fault', faults: structuredClone(sandbox.faults), text });
}

function requireUrl(url: string, field: string): string {
  if (url !== '' && !/^https?:\/\/[^\s]+$/.test(url))
    throw new ActError('invalid', '地址应以 http:// 或 https:// 开头', field);
  return url;
}

function without(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const { [name]: _left, ...rest } = body;
  return rest;
}
