import type { Duty } from '@zhike/shared/contracts/channel';
import type { ServiceHours } from '@zhike/shared/contracts/customer-app';

export interface Bond {
  userId: string;
  addedAt: number;
}

/**
 * Who serves a customer: the owner, else the reachable member who became her contact last. An owner who left the corp is not
 * shown, although the books still name them until somebody takes over.
 */
export function decideConsultant(
  ownerUserId: string | null,
  bonds: Bond[],
  isReachable: (userId: string) => boolean,
): string | null {
  const latestFirst = [...bonds].sort((a, b) => b.addedAt - a.addedAt);
  const candidates = [...(ownerUserId ? [ownerUserId] : []), ...latestFirst.map((bond) => bond.userId)];
  return candidates.find(isReachable) ?? null;
}

/** When a rep serves by the timetable of a channel; empty without a timetable, since "always" is a promise nobody made. */
export function serviceHoursOf(duty: Duty, userId: string): ServiceHours[] {
  if (duty.kind === 'always') return [];
  return duty.shifts
    .filter((shift) => shift.userIds.includes(userId))
    .map(({ weekdays, from, to }) => ({ weekdays, from, to }));
}
