import { findViewer } from '../../domains/corp/store.ts';
import { isVisible } from '../../domains/customer/scope.ts';
import { findCustomer, externalIdsOf } from '../../domains/customer/store.ts';
import { findMaterial } from '../../domains/material/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { touchOpened } from '../../domains/touch/events.ts';
import { pageOfPlace } from '../../domains/touch/rules.ts';
import { findVisit } from '../../domains/touch/visits.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** She reads it right now: whoever sent it can go on with the conversation. */
export const tellMemberOfVisit = scenario({
  name: 'tell-member-of-visit',
  on: touchOpened,
  concerns: ({ tellsMember }) => tellsMember,
  async run(tx, event, _facts, _now, { config }) {
    const { visitId, materialId, userId } = event.payload;
    const visit = await findVisit(tx, visitId);
    const material = await findMaterial(tx, materialId);
    if (!visit || !material) return skipped('这次访问已被删除');
    const { customerId } = visit;
    const isNamed = customerId !== null && (await mayKnow(tx, userId, customerId, config.adminUserIds));
    const customer = isNamed ? await findCustomer(tx, customerId) : null;
    const what = `你的《${material.title}》`;
    const page = pageOfPlace(visit.place);
    const details = [page ? `第 ${page} 页` : null, visit.nth > 1 ? `第 ${visit.nth} 次` : null]
      .filter(Boolean)
      .join(',');
    if (!customer) {
      await notify(tx, userId, {
        kind: 'visit',
        title: `有人通过你发的链接打开了《${material.title}》`,
        text: '还不知道是谁。对方之后加你为好友或在微信里被识别,记录会归到客户名下。',
        link: `/manager/#/materials/${material.id}`,
      });
      return done();
    }
    const external = (await externalIdsOf(tx, [customer.id])).get(customer.id);
    await notify(tx, userId, {
      kind: 'visit',
      title: `${customer.name} 正在看${what}${details ? `,${details}` : ''}`,
      text: '现在联系,对方更容易回应。打开聊天,在侧边栏查看进度。',
      name: customer.name,
      ...(external ? { link: `/sidebar/?externalUserId=${encodeURIComponent(external)}` } : {}),
    });
    return done();
  },
});

/** A link passed on reaches customers of others, whose names are not for whoever sent it. */
async function mayKnow(tx: Tx, userId: string, customerId: string, adminUserIds: readonly string[]): Promise<boolean> {
  const receiver = await findViewer(tx, userId, adminUserIds);
  return receiver !== null && isVisible(tx, receiver.scope, customerId);
}
