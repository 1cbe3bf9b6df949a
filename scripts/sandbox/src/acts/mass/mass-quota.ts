/** How many mass messages somebody may receive (doc 92135), company and personal ones together. */
import type { Settings } from '../../control/views-switches.ts';
import type { Sandbox } from '../../sandbox.ts';

const dayMs = 24 * 3_600_000;
/** Days are counted in UTC+8. */
const zoneMs = 8 * 3_600_000;
const longestPeriodMs = 31 * dayMs;

/** Since when receipts count, and how many may be. */
export function massQuotaAt(rule: Settings['massQuota'], now: number): { from: number; most: number } {
  const local = new Date(now + zoneMs);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const at = (...date: [number, number, number]): number => Date.UTC(...date) - zoneMs;
  switch (rule) {
    case 'day':
      return { from: at(year, month, day), most: 1 };
    case 'week':
      // Weeks begin on Monday.
      return { from: at(year, month, day - ((local.getUTCDay() + 6) % 7)), most: 7 };
    case 'month':
      return { from: at(year, month, 1), most: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() };
  }
}

export function isOverMassQuota(sandbox: Sandbox, id: string): boolean {
  const now = sandbox.clock.now();
  const { from, most } = massQuotaAt(sandbox.settings.massQuota, now);
  const received = sandbox.world.massReceipts.get(id)?.at ?? [];
  return received.filter((at) => at >= from && at <= now).length >= most;
}

export function noteMassReceipt(sandbox: Sandbox, id: string): void {
  const now = sandbox.clock.now();
  const kept = (sandbox.world.massReceipts.get(id)?.at ?? []).filter((at) => now - at <= longestPeriodMs);
  sandbox.world.massReceipts.put({ id, at: [...kept, now] });
}
