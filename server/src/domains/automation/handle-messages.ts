import type { Dependencies } from '../../dependencies.ts';
import { isListenedTo, isSaid } from '../../engines/rules/happenings.ts';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';
import { act } from './act.ts';
import { Cooling } from './cooling.ts';
import { type AbsenceRule, isActiveAt, type LiveRule, loadRuleSet, type RuleSet, waitsForChats } from './rule-set.ts';
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
    (message): message is StreamedMessage & { customerId: string } => message.customerId !== null && !message.isRevoked,
  );
  if (about.length === 0) return;
  if (set.messageRules.length > 0) await actOnWords(tx, deps, set, about, now);
  await noteSilences(tx, set.absenceRules.filter(waitsForChats), about);
}

type About = StreamedMessage & { customerId: string };

/** The message rules whose keywords, speaker, place and hours fit, in their order. */
export function listening(set: RuleSet, message: StreamedMessage, timeZone: string) {
  const said = message.text === '' ? [] : set.keywords.match(message.text);
  if (said.length + set.wordless.length === 0) return [];
  const places = [...said, ...set.wordless.map((key) => ({ key, words: [] as string[] }))];
  return places
    .toSorted((a, b) => a.key - b.key)
    .map(({ key, words }) => ({ rule: set.messageRules[key]!, words }))
    .filter(({ rule }) => isListenedTo(rule.definition.when, message, timeZone));
}

async function actOnWords(tx: Tx, deps: Dependencies, set: RuleSet, messages: readonly About[], now: number) {
  const needsQuiet = set.messageRules.some(({ definition: { when } }) => when.afterQuietDays !== null);
  const first = messages[0]!.position;
  const lastSaid = new Map<string, number | null>();
  const heard = messages.map((message) => ({
    message,
    candidates: listening(set, message, deps.config.timeZone).filter(({ rule }) => isActiveAt(rule, message.sentAt)),
  }));
  const cooling = await loadCooling(tx, heard, now);
  for (const { message, candidates } of heard) {
    const { customerId, position, sentAt } = message;
    const isHers = message.from.kind === 'customer';
    let before: number | null = null;
    if (needsQuiet && isHers) {
      if (!lastSaid.has(customerId)) lastSaid.set(customerId, await lastSaidBefore(tx, customerId, first));
      before = lastSaid.get(customerId) ?? null;
      lastSaid.set(customerId, Math.max(before ?? 0, sentAt));
    }
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

async function lastSaidBefore(tx: Tx, customerId: string, position: number): Promise<number | null> {
  const [row] = await select<{ sent_at: number | string }>(
    tx,
    `SELECT sent_at FROM chat_message WHERE customer_id = ? AND sender_kind = 'customer' AND position < ?
     ORDER BY sent_at DESC, position DESC LIMIT 1`,
    [customerId, position],
  );
  return row ? Number(row.sent_at) : null;
}

/** Whether this message completes the number; then counting begins anew. */
async function completes(
  tx: Tx,
  rule: LiveRule,
  { count, withinHours }: { count: number; withinHours: number },
  { customerId, position, sentAt }: About,
): Promise<boolean> {
  const key = [rule.id, customerId];
  const [row] = await select<{ count: number | string }>(
    tx,
    'SELECT COUNT(*) AS count FROM rule_mention WHERE rule_id = ? AND customer_id = ? AND at > ? AND at <= ?',
    [...key, sentAt - withinHours * HOUR, sentAt],
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
        at: sentAt,
        expires_at: sentAt + withinHours * HOUR,
      },
    ],
    { ignoreDuplicates: true },
  );
  return false;
}

/** Begins to wait where something was said, and stops where the answer came. */
async function noteSilences(tx: Tx, rules: readonly AbsenceRule[], messages: readonly About[]): Promise<void> {
  for (const rule of rules) {
    const { start, unless } = rule.definition.when;
    const changes = messages.flatMap((message): WaitChange[] => {
      const { customerId, sentAt: at, position } = message;
      const change = { customerId, at, ref: String(position) };
      if (unless.some((happening) => isSaid(happening, message))) return [{ kind: 'end', ...change }];
      return isSaid(start, message) ? [{ kind: 'start', ...change }] : [];
    });
    await noteWaits(tx, rule, changes);
  }
}
