import type { SopDefinition } from '@zhike/shared/contracts/sop';

/** By the day of the last step, of yearly dates: an occurrence whose steps are all over is not the one that is meant. */
export function lastDaysOf({ steps }: Pick<SopDefinition, 'steps'>): number {
  return Math.max(
    0,
    ...steps.map(({ at }) => (at.kind === 'day' ? at.days : at.kind === 'minutes' ? Math.ceil(at.minutes / 1440) : 0)),
  );
}
