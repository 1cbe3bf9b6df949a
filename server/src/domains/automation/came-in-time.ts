import type { Happening } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import { meetsConditions } from '../../engines/rules/happenings.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { toRecordedEvent } from '../../platform/delivery/run-worker.ts';
import { isSpeech } from '../chat-archive/not-said.ts';
import { readMessagesOf } from '../chat-archive/stream.ts';
import { hear, isAwaited } from './listening.ts';
import type { AbsenceRule, RuleSet } from './rule-set.ts';

const MESSAGES = 200;

interface Wait {
  customerId: string;
  /** Both epoch ms; what came when the time was up came too late. */
  startedAt: number;
  dueAt: number;
  /** Of what began it. */
  ref: string;
}

/**
 * Whether what a rule waits for stands in the books after all: it may have been heard before the rule began to wait, since messages do not wait
 * for the runs of events, nor these for each other.
 */
export async function cameInTime(
  tx: Tx,
  deps: Pick<Dependencies, 'keys' | 'ruleParts'>,
  set: RuleSet,
  { definition: { when } }: AbsenceRule,
  wait: Wait,
): Promise<boolean> {
  return (await wasSaid(tx, deps, set, when.unless, wait)) || happened(tx, deps, when.unless, wait);
}

async function wasSaid(
  tx: Tx,
  deps: Pick<Dependencies, 'keys'>,
  set: RuleSet,
  unless: readonly Happening[],
  { customerId, startedAt, dueAt, ref }: Wait,
): Promise<boolean> {
  const said = unless.filter((one) => one.kind === 'said');
  if (said.length === 0) return false;
  const by = [...new Set(said.map((one) => (one.by === 'customer' ? ('customer' as const) : ('member' as const))))];
  for (let after: { sentAt: number; position: number } | null = null; ; ) {
    const span = { from: startedAt, to: dueAt, after, limit: MESSAGES };
    const messages = await readMessagesOf(tx, customerId, { ...span, by }, deps);
    for (const message of messages) {
      if (message.isRevoked || !isSpeech(message) || String(message.position) === ref) continue;
      const heard = hear(set, message.text);
      if (said.some((one) => isAwaited(one, message, heard))) return true;
    }
    const last = messages.at(-1);
    if (!last || messages.length < MESSAGES) return false;
    after = last;
  }
}

async function happened(
  tx: Tx,
  { ruleParts }: Pick<Dependencies, 'ruleParts'>,
  unless: readonly Happening[],
  { customerId, startedAt, dueAt, ref }: Wait,
): Promise<boolean> {
  const awaited = unless.flatMap((one) => {
    const trigger = one.kind === 'event' ? ruleParts.findTrigger(one.trigger) : undefined;
    return one.kind === 'event' && trigger ? [{ trigger, conditions: one.conditions }] : [];
  });
  if (awaited.length === 0) return false;
  const types = [...new Set(awaited.map(({ trigger }) => trigger.on.name))];
  const rows = await select<Record<string, unknown>>(
    tx,
    `SELECT * FROM event WHERE customer_id = ? AND type ${inList(types)} AND occurred_at >= ? AND occurred_at < ? AND id <> ?`,
    [customerId, ...types, startedAt, dueAt, ref],
  );
  for (const event of rows.map(toRecordedEvent))
    for (const { trigger, conditions } of awaited) {
      if (trigger.on.name !== event.type || trigger.concerns?.(event.payload) === false) continue;
      if (await meetsConditions(trigger, conditions, event, tx)) return true;
    }
  return false;
}
