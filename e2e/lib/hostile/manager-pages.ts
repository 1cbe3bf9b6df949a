import { readFileSync } from 'node:fs';
import { hostileText } from './hostile-text.ts';
import type { HostileWorld } from './hostile-world.ts';

const ROUTES = new URL('../../../sidebar/src/manager/app/app.tsx', import.meta.url);

/** The address of every page of the manager there is, with what was made: one that is new is in it by itself, or says what it needs. */
export function managerPages(world: HostileWorld): string[] {
  const patterns = [...readFileSync(ROUTES, 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path]) => path!);
  const { wecom, library, customer, plans, hitId } = world;
  const ids: Record<string, readonly string[]> = {
    channelId: [plans.channelId],
    customerId: [wecom.customerId],
    segmentId: [plans.segmentId],
    chatId: [encodeURIComponent(wecom.chatId)],
    mark: [encodeURIComponent(hostileText.short)],
    welcomeId: [customer.welcomeId],
    ruleId: [plans.ruleId],
    massMessageId: [library.massMessageId],
    momentId: [library.momentId],
    planId: [plans.planId],
    sopId: [plans.sopId],
    kind: ['article'],
    materialId: Object.values(library.materials),
    hitId: [hitId],
  };
  return patterns.flatMap((pattern) => {
    if (pattern === '*') return [`/nowhere/${encodeURIComponent(hostileText.name)}`];
    const name = /:(\w+)/.exec(pattern)?.[1];
    if (!name) return [pattern];
    const known = ids[name];
    if (!known) throw new Error(`say what :${name} of the page ${pattern} is`);
    return known.map((id) => pattern.replace(`:${name}`, id));
  });
}
