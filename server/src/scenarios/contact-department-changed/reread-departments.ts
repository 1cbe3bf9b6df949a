import { saveDepartments } from '../../domains/corp/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import type { Department } from '../../wecom/api/department.ts';
import { contactDepartmentChanged } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** The tree is small and its parts hang together, so the whole is read. Only corps with the contacts receiver hear this. */
export const rereadDepartments = scenario<
  { departmentId: number; change: 'created' | 'updated' | 'deleted' },
  Department[]
>({
  name: 'reread-departments',
  on: contactDepartmentChanged,
  gather: (_event, { wecom }) => wecom.department.list(),
  async run(tx, _event, departments, now) {
    const { added, changed, removed } = await saveDepartments(tx, departments, now);
    return added + changed + removed > 0 ? done() : skipped('部门已是最新');
  },
});
