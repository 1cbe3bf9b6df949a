import type { ComingStep } from '@zhike/shared/contracts/sop-enrolment';

export interface ComingGroup {
  key: string;
  dueAt: number;
  /** Null: nobody serves these customers. */
  assignee: string | null;
  steps: ComingStep[];
}

/** Steps of one rep at one time stand together; the times keep their order. */
export function groupComing(steps: readonly ComingStep[]): ComingGroup[] {
  const groups = new Map<string, ComingGroup>();
  for (const step of steps) {
    const key = `${step.dueAt}:${step.assignee?.userId ?? ''}`;
    const group = groups.get(key) ?? { key, dueAt: step.dueAt, assignee: step.assignee?.name ?? null, steps: [] };
    group.steps.push(step);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.dueAt - b.dueAt);
}
