import type { ScriptValues } from '@zhike/shared/formulas/script-text';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findCorpName } from '../corp/corp-name.ts';
import { findMember } from '../corp/store.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { listRelations } from '../customer/store.ts';

/** What is known for words that a member sends to a customer, or into a group (`null`). */
export async function scriptValuesFor(
  tx: Tx,
  userId: string,
  customer: CustomerRow | null,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<ScriptValues> {
  const member = await findMember(tx, userId);
  const relations = customer ? await listRelations(tx, customer.id) : [];
  const [, month, day] = businessDate(now, timeZone).split('-').map(Number);
  return {
    客户昵称: customer?.name ?? null,
    客户备注: relations.find((relation) => relation.userId === userId)?.remark ?? null,
    员工姓名: member?.name ?? userId,
    员工职位: member?.position || null,
    企业名称: await findCorpName(tx),
    今天日期: `${month}月${day}日`,
  };
}
