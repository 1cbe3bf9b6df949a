import type { CarePreview } from '@zhike/shared/contracts/care';

export type AddedUp = Omit<CarePreview, 'cursor'>;

/** The parts of a preview as one; reps with most to do first. */
export function addUp(parts: readonly CarePreview[]): AddedUp {
  const reps = new Map<string, CarePreview['reps'][number]>();
  const days = new Map<string, CarePreview['days'][number]>();
  for (const part of parts) {
    for (const one of part.reps) {
      const before = reps.get(one.member.userId)?.customers ?? 0;
      reps.set(one.member.userId, { ...one, customers: before + one.customers });
    }
    for (const one of part.days) {
      const before = days.get(one.day)?.customers ?? 0;
      days.set(one.day, { ...one, customers: before + one.customers });
    }
  }
  const sum = (of: (part: CarePreview) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    customers: sum((part) => part.customers),
    nobody: sum((part) => part.nobody),
    reps: [...reps.values()].sort((a, b) => b.customers - a.customers),
    days: [...days.values()],
    summary: parts[0]?.summary ?? '',
  };
}
