import { presentRelation } from '../control/present.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { relationInReach } from './external-contact.ts';
import { whileHoldingRelation } from './relation-lock.ts';

/** doc 92118. Tags belong to the relation; two calls for one relation at once are refused (45035). */
export const markTag: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/mark_tag',
  doc: '92118',
  title: '给客户打标签',
  token: 'customer',
  errors: [41035, 60111, 50002, 40096, 84061, 40068, 40144, 45035],
  handle({ sandbox, body }) {
    const userId = body.required('userid');
    const externalUserId = body.text('external_userid', { missing: 41035 });
    const add = body.texts('add_tag');
    const remove = body.texts('remove_tag');
    if (add.length === 0 && remove.length === 0) fail(40063, 'add_tag and remove_tag');
    relationInReach(sandbox, userId, externalUserId);
    return whileHoldingRelation(sandbox, userId, externalUserId, () => {
      // Read again: the tag or the friend may have gone while waiting.
      const { relation, customer } = relationInReach(sandbox, userId, externalUserId);
      for (const id of [...add, ...remove]) requireTag(sandbox, id);
      const tags = [...new Set([...relation.tags.filter((id) => !remove.includes(id)), ...add])];
      if (tags.length > sandbox.limits.tagsPerRelation) fail(40144);
      relation.tags = tags;
      sandbox.world.relations.put(relation);
      const names = (ids: string[]): string => ids.map((id) => sandbox.world.tags.get(id)?.name ?? id).join('、');
      const text = [add.length > 0 ? `打上 ${names(add)}` : '', remove.length > 0 ? `去掉 ${names(remove)}` : '']
        .filter(Boolean)
        .join(',');
      sandbox.live.tell({
        kind: 'relation',
        userId: relation.userId,
        externalUserId,
        change: 'edited',
        by: 'api',
        relation: presentRelation(sandbox, relation),
        text: `接口给客户 ${customer.name} ${text}`,
      });
    });
  },
};

function requireTag(sandbox: Sandbox, id: string): void {
  const tag = sandbox.world.tags.get(id);
  if (!tag || tag.deleted) fail(40068, id);
}
