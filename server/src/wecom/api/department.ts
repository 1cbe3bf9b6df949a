import type { CallOptions, WecomCaller } from '../call.ts';

export interface Department {
  id: number;
  name: string;
  /** May name a department outside the visible range. */
  parentId: number;
  order: number;
  leaderUserIds: string[];
}

/** 部门 (docs 90208, 95350, 95351). The root is 1. Only departments inside the visible range. */
export function departmentApi(caller: WecomCaller) {
  return {
    /** All departments below `id` (default all). Officially slow in a large company: for those, `listIds` and `get`. */
    async list(id?: number, options?: CallOptions): Promise<Department[]> {
      const reply = await caller.call<{ department?: RawDepartment[] }>(
        { method: 'GET', path: '/cgi-bin/department/list', effect: 'read', query: { id } },
        options,
      );
      return (reply.department ?? []).map(departmentFrom);
    },

    async listIds(id?: number, options?: CallOptions): Promise<{ id: number; parentId: number; order: number }[]> {
      const reply = await caller.call<{ department_id?: { id: number; parentid: number; order: number }[] }>(
        { method: 'GET', path: '/cgi-bin/department/simplelist', effect: 'read', query: { id } },
        options,
      );
      return (reply.department_id ?? []).map((raw) => ({ id: raw.id, parentId: raw.parentid, order: raw.order }));
    },

    async get(id: number, options?: CallOptions): Promise<Department> {
      const reply = await caller.call<{ department: RawDepartment }>(
        { method: 'GET', path: '/cgi-bin/department/get', effect: 'read', query: { id } },
        options,
      );
      return departmentFrom(reply.department);
    },
  };
}

interface RawDepartment {
  id: number;
  name?: string;
  parentid?: number;
  order?: number;
  department_leader?: string[];
}

function departmentFrom(raw: RawDepartment): Department {
  return {
    id: raw.id,
    name: raw.name ?? `部门 ${raw.id}`,
    parentId: raw.parentid ?? 0,
    order: raw.order ?? 0,
    leaderUserIds: raw.department_leader ?? [],
  };
}
