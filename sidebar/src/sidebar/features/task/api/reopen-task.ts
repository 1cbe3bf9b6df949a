import type { reopenTask as endpoint } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** Closed by mistake. */
export function reopenTask(taskId: string) {
  return call<typeof endpoint>('reopenTask', { params: { taskId } });
}
