import type { completeTask as endpoint } from '@zhike/shared/contracts/task';
import { call } from '../../../../shared/api/call.ts';

/** The work is done; `result`: what came of it. */
export function completeTask(taskId: string, result?: string) {
  return call<typeof endpoint>('completeTask', { params: { taskId }, body: { result: result || undefined } });
}
