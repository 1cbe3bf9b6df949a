import {
  createCustomer,
  createMember,
  editCustomer,
  editMember,
  removeCustomer,
  removeMember,
} from '../acts/people.ts';
import { ActError } from '../acts/act-error.ts';
import type { Customer } from '../world/types.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Shape } from './check-body.ts';
import type { CustomerInput, MemberInput } from './contract.ts';
import { findCustomer, findDepartment, findMember } from './find.ts';
import { routes } from './handler.ts';
import { matchesSearch, pageOf } from './paging.ts';
import { presentCustomer, presentMember, presentRelation } from './present.ts';

const memberShape: Shape<MemberInput> = {
  userId: 'text?',
  name: 'text?',
  alias: 'text?',
  position: 'text?',
  mobile: 'text?',
  gender: 'number?',
  departments: 'numbers?',
  isLeader: 'flag?',
  status: 'number?',
  customerContact: 'flag?',
  visible: 'flag?',
  consoleWelcome: 'text?',
  archived: 'flag?',
  verified: 'flag?',
};

const customerShape: Shape<CustomerInput> = {
  externalUserId: 'text?',
  name: 'text?',
  type: 'number?',
  gender: 'number?',
  corpName: 'text?',
  position: 'text?',
  unionId: 'text?',
};

export const peopleRoutes = routes({
  'GET /control/departments': {
    handle: ({ sandbox }) => ({ items: [...sandbox.world.departments.values()] }),
  },
  'POST /control/departments': {
    shape: { id: 'number?', name: 'text', parentId: 'number?', order: 'number?' },
    handle({ sandbox, body }) {
      const { departments } = sandbox.world;
      const id = body.id ?? Math.max(0, ...[...departments.values()].map((department) => department.id)) + 1;
      if (departments.has(String(id))) throw new ActError('conflict', `部门 ${id} 已存在`, 'id');
      const parentId = departments.size === 0 ? 0 : (body.parentId ?? 1);
      if (parentId !== 0) findDepartment(sandbox, String(parentId));
      return departments.put({ id, name: body.name, parentId, order: body.order ?? 0 });
    },
  },
  'POST /control/departments/:id': {
    shape: { name: 'text?', parentId: 'number?', order: 'number?' },
    handle({ sandbox, params, body }) {
      const department = findDepartment(sandbox, params.id ?? '');
      if (body.parentId !== undefined) findDepartment(sandbox, String(body.parentId));
      return sandbox.world.departments.put({ ...department, ...body });
    },
  },
  'DELETE /control/departments/:id': {
    handle({ sandbox, params }) {
      const { id } = findDepartment(sandbox, params.id ?? '');
      if (sandbox.world.members.find((member) => member.departments.includes(id)))
        throw new ActError('conflict', '部门里还有成员,不能删除');
      if (sandbox.world.departments.find((child) => child.parentId === id))
        throw new ActError('conflict', '部门下还有子部门,不能删除');
      sandbox.world.departments.delete(String(id));
      return { ok: true };
    },
  },
  'GET /control/members': {
    handle({ sandbox, query }) {
      const found = sandbox.world.members.filter((member) =>
        matchesSearch(query.search, member.name, member.userId, member.position),
      );
      return pageOf(found, query, (member) => presentMember(sandbox, member));
    },
  },
  'POST /control/members': {
    shape: { ...(memberShape as object), name: 'text' } as Shape<MemberInput & { name: string }>,
    handle: ({ sandbox, body }) => presentMember(sandbox, createMember(sandbox, body)),
  },
  'GET /control/members/:userId': {
    handle: ({ sandbox, params }) => presentMember(sandbox, findMember(sandbox, params.userId ?? '')),
  },
  'POST /control/members/:userId': {
    shape: memberShape,
    handle: ({ sandbox, params, body }) =>
      presentMember(sandbox, editMember(sandbox, findMember(sandbox, params.userId ?? ''), body)),
  },
  'DELETE /control/members/:userId': {
    handle({ sandbox, params }) {
      removeMember(sandbox, findMember(sandbox, params.userId ?? ''));
      return { ok: true };
    },
  },
  'GET /control/customers': {
    handle({ sandbox, query }) {
      const found = query.member ? customersOf(sandbox, query.member) : sandbox.world.customers.values();
      return pageOf(filtered(found, query.search), query, (customer) => presentCustomer(sandbox, customer));
    },
  },
  'POST /control/customers': {
    shape: { ...(customerShape as object), name: 'text' } as Shape<CustomerInput & { name: string }>,
    handle: ({ sandbox, body }) => presentCustomer(sandbox, createCustomer(sandbox, body)),
  },
  'GET /control/customers/:externalUserId': {
    handle({ sandbox, params }) {
      const customer = findCustomer(sandbox, params.externalUserId ?? '');
      const relations = [...sandbox.world.relations.byCustomer(customer.externalUserId)].map((relation) =>
        presentRelation(sandbox, relation),
      );
      return { ...presentCustomer(sandbox, customer), relations };
    },
  },
  'POST /control/customers/:externalUserId': {
    shape: customerShape,
    handle: ({ sandbox, params, body }) =>
      presentCustomer(sandbox, editCustomer(sandbox, findCustomer(sandbox, params.externalUserId ?? ''), body)),
  },
  'DELETE /control/customers/:externalUserId': {
    handle({ sandbox, params }) {
      removeCustomer(sandbox, findCustomer(sandbox, params.externalUserId ?? ''));
      return { ok: true };
    },
  },
  'GET /control/relations/:userId/:externalUserId': {
    handle({ sandbox, params }) {
      const relation = sandbox.world.relations.of(params.userId ?? '', params.externalUserId ?? '');
      if (!relation) throw new ActError('not_found', '两人没有好友关系');
      return presentRelation(sandbox, relation);
    },
  },
});

function* customersOf(sandbox: Sandbox, userId: string): Generator<Customer> {
  for (const relation of sandbox.world.relations.byMember(userId)) {
    const customer = sandbox.world.customers.get(relation.externalUserId);
    if (customer) yield customer;
  }
}

function* filtered(customers: Iterable<Customer>, search: string | undefined): Generator<Customer> {
  for (const customer of customers) if (matchesSearch(search, customer.name, customer.externalUserId)) yield customer;
}
