import type { completeTask as endpoint } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** The work is done. */
export function completeTask(taskId: string) {
  return call<typeof endpoint>('completeTask', { params: { taskId }, body: {} });
}
