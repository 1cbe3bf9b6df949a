import { presentRelation } from '../control/present.ts';
import { relationInReach } from './external-contact.ts';
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { usableMedia } from './media-store.ts';

const changes = ['remark', 'description', 'remark_company', 'remark_mobiles', 'remark_pic_mediaid'];

/** doc 92115. No callback follows: it is made through the API. */
export const remark: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/remark',
  doc: '92115',
  title: '修改客户备注',
  token: 'customer',
  errors: [41035, 60111, 50002, 40096, 84061, 40007, 40145, 40004],
  handle({ sandbox, body }) {
    const { relation, customer } = relationInReach(
      sandbox,
      body.required('userid'),
      body.text('external_userid', { missing: 41035 }),
    );
    if (!changes.some((name) => body.has(name))) fail(40063, 'nothing to change');
    const next = { ...relation };
    if (body.has('remark')) next.remark = body.text('remark', { maxChars: 20 });
    if (body.has('description')) next.description = body.text('description', { maxChars: 150 });
    // Only WeChat users have it; for others the field is ignored.
    if (body.has('remark_company')) {
      const company = body.text('remark_company', { maxChars: 20 });
      if (customer.type === 1) next.company = company;
    }
    // `[""]` clears the list.
    if (body.has('remark_mobiles')) next.mobiles = body.texts('remark_mobiles').filter((mobile) => mobile !== '');
    if (body.has('remark_pic_mediaid'))
      next.remarkPicture = usableMedia(sandbox, body.text('remark_pic_mediaid'), ['image']).mediaId;
    Object.assign(relation, next);
    sandbox.world.relations.put(relation);
    sandbox.live.tell({
      kind: 'relation',
      userId: relation.userId,
      externalUserId: relation.externalUserId,
      change: 'edited',
      by: 'api',
      relation: presentRelation(sandbox, relation),
      text: `接口修改了客户 ${customer.name} 的备注`,
    });
  },
};
