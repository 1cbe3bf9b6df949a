import type { dismissTask as endpoint } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** Not needed any more. */
export function dismissTask(taskId: string) {
  return call<typeof endpoint>('dismissTask', { params: { taskId }, body: {} });
}
