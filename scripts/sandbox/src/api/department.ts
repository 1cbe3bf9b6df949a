/** Departments: doc 90208, 95350, 95351. The lists hold only what is inside the visible range. */
import { withChildren, type Sandbox } from '../sandbox.ts';
import type { Department } from '../world/types.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';

export const departmentList: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/department/list',
  doc: '90208',
  title: '读取部门列表',
  token: 'app',
  errors: [60123, 60011],
  handle: (call) => ({ department: listed(call).map((row) => departmentFields(call.sandbox, row)) }),
};

export const departmentSimpleList: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/department/simplelist',
  doc: '95350',
  title: '读取部门 ID 列表',
  token: 'app',
  errors: [60123, 60011],
  handle: (call) => ({
    department_id: listed(call).map(({ id, parentId, order }) => ({ id, parentid: parentId, order })),
  }),
};

export const departmentGet: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/department/get',
  doc: '95351',
  title: '读取部门',
  token: 'app',
  errors: [60123, 60011],
  handle({ sandbox, query }) {
    const id = query.int('id', { missing: 40063 });
    const department = sandbox.world.departments.get(String(id)) ?? fail(60123);
    if (!sandbox.visibleDepartments().has(id)) fail(60011);
    return { department: departmentFields(sandbox, department) };
  },
};

export const departmentEndpoints = [departmentList, departmentSimpleList, departmentGet];

function listed({ sandbox, query }: Call): Department[] {
  const visible = sandbox.visibleDepartments();
  let wanted = visible;
  if (query.has('id')) {
    const id = query.int('id');
    if (!sandbox.world.departments.has(String(id))) fail(60123);
    if (!visible.has(id)) fail(60011);
    wanted = withChildren(sandbox.world, [id]);
  }
  return sandbox.world.departments.filter((department) => wanted.has(department.id) && visible.has(department.id));
}

function departmentFields(sandbox: Sandbox, { id, name, parentId, order }: Department): Record<string, unknown> {
  const leaders = sandbox.world.members.filter((member) => member.isLeader && member.departments.includes(id));
  return {
    id,
    name,
    name_en: '',
    department_leader: leaders.map((member) => member.userId),
    parentid: parentId,
    order,
  };
}
