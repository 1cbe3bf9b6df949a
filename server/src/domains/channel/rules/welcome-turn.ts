/** WeCom honours a welcome code for 20 s from the event (doc 92137). */
export const WELCOME_LIFE_MS = 20_000;

/** A half and a whole event this close tell of one adding; a rep who confirms later than that gets no code any more. */
const SAME_ADDING_MS = 24 * 3_600_000;

export interface Turn {
  /** Which callback brought the code: half friend, whole friend, consent to archiving. */
  toldBy: 'half' | 'whole' | 'consent';
  /** Business time. */
  occurredAt: number;
  status: 'waiting' | 'sent' | 'missed';
}

/** Whether somebody is greeting, or has greeted, for the very adding that this event tells of. */
export function isGreetedAlready(last: Turn | null, event: Pick<Turn, 'toldBy' | 'occurredAt'>): boolean {
  if (!last || last.status === 'missed') return false;
  if (last.toldBy === event.toldBy) return event.occurredAt <= last.occurredAt;
  return Math.abs(event.occurredAt - last.occurredAt) <= SAME_ADDING_MS;
}
