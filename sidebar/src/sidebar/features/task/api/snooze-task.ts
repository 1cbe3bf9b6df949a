import type { snoozeTask as endpoint } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** Puts a task off; its deadline stays known. */
export function snoozeTask(taskId: string, until: number) {
  return call<typeof endpoint>('snoozeTask', { params: { taskId }, body: { until } });
}
