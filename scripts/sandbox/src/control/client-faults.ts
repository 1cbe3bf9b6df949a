/** Failures of the simulated client on purpose (switch `faults.client`). */
import { ActError } from '../acts/act-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ClientFailRule, ClientFailure } from './views-switches.ts';

/** As the client words them on the bridge (wecom-client-jssdk §1.5, §2.4); `silence` has no words. */
const words: Record<Exclude<ClientFailure, 'silence'>, string> = {
  no_permission: 'fail no permission',
  no_context: 'fail without context of external contact',
  invalid_img_url: 'fail invalid imgUrl',
  cancel: 'cancel',
  function_not_exist: 'fail_function not exist',
};

/** Calls that send or hand on something: the switch touches no others. */
const failable = new Set([
  'sendChatMessage',
  'shareToExternalContact',
  'shareToExternalChat',
  'shareToExternalMoments',
]);

/** The failure that is due for this call, counted down; nothing when it may go on. */
export function takeClientFailure(sandbox: Sandbox, name: string): ClientFailRule | undefined {
  const rules = sandbox.faults.client.failNext;
  const rule = ruleFor(sandbox, name);
  if (!rule || rule.times === 0) return rule;
  const left = rule.times - 1;
  if (left === 0) rules.splice(rules.indexOf(rule), 1);
  else rule.times = left;
  sandbox.live.tell({
    kind: 'fault',
    faults: structuredClone(sandbox.faults),
    text: left === 0 ? '侧边栏的故障用完了' : `侧边栏的故障还有 ${left} 次`,
  });
  return { ...rule };
}

/** Whether the client now pretends not to know the call, for `checkJsApi`. Counts nothing. */
export const pretendsNotToKnow = (sandbox: Sandbox, name: string): boolean =>
  ruleFor(sandbox, name)?.failure === 'function_not_exist';

export const wordsOf = (failure: Exclude<ClientFailure, 'silence'>): string => words[failure];

export function checkClientFailures(given: unknown): void {
  if (given === undefined) return;
  const field = 'client.failNext';
  if (!Array.isArray(given)) throw new ActError('invalid', 'client.failNext 应为列表', field);
  for (const rule of given as Partial<ClientFailRule>[]) {
    const isKnown = rule?.name === '*' || failable.has(String(rule?.name));
    if (!isKnown) throw new ActError('invalid', `name 应为 * 或 ${[...failable].join('、')}`, field);
    if (rule.failure !== 'silence' && !Object.hasOwn(words, String(rule.failure)))
      throw new ActError('invalid', `failure 应为 silence、${Object.keys(words).join('、')}`, field);
    if (!Number.isInteger(rule.times) || Number(rule.times) < 0)
      throw new ActError('invalid', 'times 应为不小于 0 的整数,0 表示一直', field);
    if (rule.afterEffect && rule.failure !== 'silence')
      throw new ActError('invalid', 'afterEffect 只能和 silence 一起用', field);
  }
}

function ruleFor(sandbox: Sandbox, name: string): ClientFailRule | undefined {
  if (!failable.has(name)) return undefined;
  return sandbox.faults.client.failNext.find((rule) => rule.name === '*' || rule.name === name);
}
