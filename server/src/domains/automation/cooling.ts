import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { ActingRule } from './act.ts';

const HOUR = 3_600_000;
/** SQLite takes 32,766 values. */
const CUSTOMERS_AT_ONCE = 5_000;

/**
 * Which rules have acted for which customers so lately that they rest, but for what was taken back: of many at once, so that a word that everybody says costs one look
 * and not three statements each time. Whoever is not in here is looked at again by `act`, under its lock.
 */
export class Cooling {
  private readonly pairs = new Set<string>();

  static async load(
    tx: Tx,
    rules: readonly ActingRule[],
    customerIds: readonly string[],
    now: number,
  ): Promise<Cooling> {
    const cooling = new Cooling();
    const resting = rules.filter(({ definition }) => definition.cooldownHours > 0);
    if (resting.length === 0) return cooling;
    const begins = new Map(resting.map(({ id, definition }) => [id, now - definition.cooldownHours * HOUR]));
    for (let start = 0; start < customerIds.length; start += CUSTOMERS_AT_ONCE) {
      const some = customerIds.slice(start, start + CUSTOMERS_AT_ONCE);
      const rows = await select<{ rule_id: string; customer_id: string; at: number | string }>(
        tx,
        `SELECT rule_id, customer_id, MAX(at) AS at FROM rule_hit
         WHERE rule_id ${inList([...begins.keys()])} AND customer_id ${inList(some)} AND at > ? AND at <= ?
         AND undone_at IS NULL GROUP BY rule_id, customer_id`,
        [...begins.keys(), ...some, Math.min(...begins.values()), now],
      );
      for (const row of rows)
        if (Number(row.at) > begins.get(row.rule_id)!) cooling.pairs.add(keyOf(row.rule_id, row.customer_id));
    }
    return cooling;
  }

  has(rule: ActingRule, customerId: string): boolean {
    return this.pairs.has(keyOf(rule.id, customerId));
  }

  /** It has just acted. */
  begin(rule: ActingRule, customerId: string): void {
    if (rule.definition.cooldownHours > 0) this.pairs.add(keyOf(rule.id, customerId));
  }
}

const keyOf = (ruleId: string, customerId: string) => `${ruleId} ${customerId}`;
