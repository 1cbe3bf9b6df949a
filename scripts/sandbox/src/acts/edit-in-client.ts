import { tellContactChange } from '../callback/events.ts';
import { presentRelation } from '../control/present.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Customer, Member, Relation } from '../world/types.ts';
import { ActError } from './act-error.ts';

export interface ClientEdit {
  remark?: string;
  description?: string;
  company?: string;
  mobiles?: string[];
  addTags?: string[];
  removeTags?: string[];
  privateTags?: string[];
}

/** The member edits a customer in the client: edit_external_contact, unless nothing changed. */
export function editInClient(
  sandbox: Sandbox,
  member: Member,
  customer: Customer,
  edit: ClientEdit,
): { relation: Relation; callbacks: string[] } {
  const { world } = sandbox;
  const relation = world.relations.of(member.userId, customer.externalUserId);
  if (!relation || relation.state === 'deleted_by_member' || relation.state === 'waiting')
    throw new ActError('conflict', '不是你的客户,不能修改');
  for (const id of edit.addTags ?? []) {
    const tag = world.tags.get(id);
    if (!tag || tag.deleted) throw new ActError('not_found', '标签已被删除', 'addTags');
  }
  const before = JSON.stringify(relation);
  const { addTags = [], removeTags = [], ...texts } = edit;
  Object.assign(relation, Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)));
  relation.tags = [...new Set([...relation.tags.filter((id) => !removeTags.includes(id)), ...addTags])];
  if (JSON.stringify(relation) === before) return { relation, callbacks: [] };
  world.relations.put(relation);
  const { userId, externalUserId } = relation;
  const text = `${member.name} 在客户端修改了客户 ${customer.name}`;
  sandbox.live.tell({
    kind: 'relation',
    userId,
    externalUserId,
    change: 'edited',
    by: 'member',
    relation: presentRelation(sandbox, relation),
    text,
  });
  return { relation, callbacks: tellContactChange(sandbox, 'edit_external_contact', member, externalUserId) };
}
