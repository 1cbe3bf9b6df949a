import type {
  BusinessHours,
  EventCondition,
  Happening,
  MessageWhen,
  RuleWhen,
} from '@zhike/shared/contracts/automation-rule';
import { minutesOf } from '@zhike/shared/formulas/calendar';
import { businessTime } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import type { AnyRuleTrigger } from './registry.ts';

const MINUTE = 60_000;
const UNIT_MS = { minutes: MINUTE, hours: 60 * MINUTE, days: 24 * 60 * MINUTE } as const;
/** What is said in a chat reaches the archive a little later: an answer on its way must not be taken for silence. */
export const SAID_GRACE_MS = 30_000;

/** A message as the conditions see it; a row of the archive's stream has it all. */
export interface Said {
  conversationKind: 'single' | 'group' | 'internal';
  chatId: string | null;
  from: { kind: 'member' | 'customer' | 'robot' };
  sentAt: number;
}

/** Whether a message is of the kind a rule listens to: who, where and when; its words are the keyword set's business. */
export function isListenedTo(when: MessageWhen, message: Said, timeZone: string): boolean {
  const { kind } = message.from;
  if (kind === 'robot') return false;
  if (when.saidBy !== 'anyone' && (when.saidBy === 'customer') !== (kind === 'customer')) return false;
  if (message.conversationKind === 'single') {
    if (!when.inSingleChats) return false;
  } else {
    if (message.conversationKind !== 'group' || when.inGroups === 'none' || kind !== 'customer') return false;
    if (when.inGroups === 'some' && !when.chatIds.includes(message.chatId ?? '')) return false;
  }
  return when.hours === null || isWithin(when.hours, message.sentAt, timeZone);
}

/** A shift that reaches over midnight belongs to the day on which it begins. */
export function isWithin({ weekdays, from, to, outside }: BusinessHours, at: number, timeZone: string): boolean {
  const { weekday, minuteOfDay } = businessTime(at, timeZone);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  const inside =
    start < end
      ? weekdays.includes(weekday) && minuteOfDay >= start && minuteOfDay < end
      : (weekdays.includes(weekday) && minuteOfDay >= start) || (weekdays.includes(yesterday) && minuteOfDay < end);
  return inside !== outside;
}

/** Whether something said in a single chat is this happening, but for its words: they are the keyword set's business. */
export function isSaid(happening: Happening, message: Said): boolean {
  if (happening.kind !== 'said' || message.conversationKind !== 'single') return false;
  return message.from.kind === (happening.by === 'customer' ? 'customer' : 'member');
}

/** Whether an event says of itself what a rule asks for; each condition by any of its values. */
export async function meetsConditions(
  trigger: AnyRuleTrigger,
  conditions: readonly EventCondition[],
  event: RecordedEvent,
  tx: Tx,
): Promise<boolean> {
  if (trigger.concerns && !trigger.concerns(event.payload)) return false;
  for (const { key, values } of conditions) {
    const condition = trigger.conditions.find((one) => one.key === key);
    const said = (await condition?.valuesOf(event, tx)) ?? [];
    if (!said.some((value) => values.includes(value))) return false;
  }
  return true;
}

type AbsenceWhen = Extract<RuleWhen, { kind: 'absence' }>;

export const listensToChats = ({ start, unless }: AbsenceWhen) =>
  [start, ...unless].some(({ kind }) => kind === 'said');

/** When it is decided that nothing came. */
export function dueAfter(when: AbsenceWhen, startedAt: number): number {
  const grace = listensToChats(when) ? SAID_GRACE_MS : 0;
  return startedAt + when.within.count * UNIT_MS[when.within.unit] + grace;
}
