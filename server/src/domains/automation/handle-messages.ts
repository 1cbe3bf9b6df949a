import type { Dependencies } from '../../dependencies.ts';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { isSpeech } from '../chat-archive/not-said.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';
import { act } from './act.ts';
import { Cooling } from './cooling.ts';
import { lastSaidBefore } from './last-said.ts';
import { endsInTheBooks, lockCustomers, type WaitStart } from './in-the-books.ts';
import { hear, type Heard, isAwaited, listening } from './listening.ts';
import { isActiveAt, type LiveRule, loadRuleSet, type MessageRule, type RuleSet, waitsForChats } from './rule-set.ts';
import { noteWaits, type WaitChange } from './waits.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Their cursor; absences wait for it. */
export const MESSAGE_CONSUMER = 'automation-rules';

/** What rules make of archived messages, in the order in which they came. */
export async function handleMessages(
  tx: Tx,
  deps: Dependencies,
  messages: readonly StreamedMessage[],
  now: number,
): Promise<void> {
  const set = await loadRuleSet(tx);
  const about = messages.filter(
    (message): message is About => message.customerId !== null && !message.isRevoked && isSpeech(message),
  );
  if (about.length === 0) return;
  const heard = about.map((message) => ({ message, heard: hear(set, message.text) }));
  if (set.messageRules.length > 0) await actOnWords(tx, deps, set, heard, now);
  await noteSilences(tx, deps, set, heard);
}

type About = StreamedMessage & { customerId: string };
interface HeardMessage {
  message: About;
  heard: Heard;
}

async function actOnWords(tx: Tx, deps: Dependencies, set: RuleSet, messages: readonly HeardMessage[], now: number) {
  const lastSaid = await silencesBefore(tx, set, messages);
  const meant = messages.map(({ message, heard }) => ({
    message,
    candidates: listening(set, message, heard, deps.config.timeZone).filter(({ rule }) =>
      isActiveAt(rule, message.sentAt),
    ),
  }));
  const cooling = await loadCooling(tx, meant, now);
  for (const { message, candidates } of meant) {
    const { customerId, position, sentAt } = message;
    const before = lastSaid.get(customerId) ?? null;
    if (message.from.kind === 'customer') lastSaid.set(customerId, Math.max(before ?? 0, sentAt));
    for (const { rule, words } of candidates) {
      const { when, stopsOthers } = rule.definition;
      if (when.afterQuietDays !== null && (before === null || sentAt - before < when.afterQuietDays * DAY)) continue;
      if (when.times && !(await completes(tx, rule, when.times, message))) continue;
      const cause = { kind: 'message', ref: String(position), at: sentAt, words } as const;
      if (cooling.has(rule, customerId)) continue;
      if ((await act(tx, deps, rule, customerId, cause, { now })) !== 'acted') continue;
      cooling.begin(rule, customerId);
      if (stopsOthers) break;
    }
  }
}

function loadCooling(
  tx: Tx,
  heard: readonly { message: About; candidates: readonly { rule: LiveRule }[] }[],
  now: number,
): Promise<Cooling> {
  const meant = heard.filter(({ candidates }) => candidates.length > 0);
  const rules = new Set(meant.flatMap(({ candidates }) => candidates.map(({ rule }) => rule)));
  return Cooling.load(tx, [...rules], [...new Set(meant.map(({ message }) => message.customerId))], now);
}

/** When those who speak here spoke last before; asked only where a rule asks for silence. */
async function silencesBefore(
  tx: Tx,
  { messageRules }: RuleSet,
  messages: readonly HeardMessage[],
): Promise<Map<string, number | null>> {
  if (!messageRules.some(({ definition: { when } }) => when.afterQuietDays !== null)) return new Map();
  const speakers = messages.flatMap(({ message }) => (message.from.kind === 'customer' ? [message.customerId] : []));
  return lastSaidBefore(tx, [...new Set(speakers)], { position: messages[0]!.message.position });
}

/**
 * Whether this message completes the number; then counting begins anew. What was said before the rule was switched on, or counted for
 * another wording of it, does not count.
 */
async function completes(
  tx: Tx,
  rule: MessageRule,
  { count, withinHours }: { count: number; withinHours: number },
  { customerId, position, sentAt }: About,
): Promise<boolean> {
  const key = [rule.id, customerId];
  const [row] = await select<{ count: number | string }>(
    tx,
    `SELECT COUNT(*) AS count FROM rule_mention
     WHERE rule_id = ? AND customer_id = ? AND at > ? AND at <= ? AND at >= ? AND when_key = ?`,
    [...key, sentAt - withinHours * HOUR, sentAt, rule.onSince, rule.whenKey],
  );
  if (Number(row?.count ?? 0) + 1 >= count) {
    await execute(tx, 'DELETE FROM rule_mention WHERE rule_id = ? AND customer_id = ?', key);
    return true;
  }
  await insertRows(
    tx,
    'rule_mention',
    [
      {
        rule_id: rule.id,
        customer_id: customerId,
        message_ref: String(position),
        when_key: rule.whenKey,
        at: sentAt,
        expires_at: sentAt + withinHours * HOUR,
      },
    ],
    { ignoreDuplicates: true },
  );
  return false;
}

/** Begins to wait where something was said, and stops where the answer came. */
async function noteSilences(
  tx: Tx,
  deps: Dependencies,
  set: RuleSet,
  messages: readonly HeardMessage[],
): Promise<void> {
  for (const rule of set.absenceRules.filter(waitsForChats)) {
    const { start, unless } = rule.definition.when;
    const changes = messages.flatMap(({ message, heard }): WaitChange[] => {
      const { customerId, sentAt: at, position } = message;
      const change = { customerId, at, ref: String(position) };
      if (unless.some((happening) => isAwaited(happening, message, heard))) return [{ kind: 'end', ...change }];
      return isAwaited(start, message, heard) ? [{ kind: 'start', ...change }] : [];
    });
    // An event that begins or ends a waiting at this moment must see what is said, or be seen.
    if ([start, ...unless].some(({ kind }) => kind === 'event'))
      await lockCustomers(tx, [...new Set(changes.map(({ customerId }) => customerId))]);
    const starts = changes.filter((one): one is WaitStart => one.kind === 'start');
    changes.push(...(await endsInTheBooks(tx, deps, set, rule, starts)));
    await noteWaits(tx, rule, changes);
  }
}
