import type { PosterValues } from '@zhike/shared/formulas/poster/variables';
import { addDays } from '@zhike/shared/formulas/calendar';
import { nextAnniversary } from '../../engines/lunar/birthday.ts';
import { festivalsIn } from '../../engines/lunar/festivals.ts';
import { lunarDayText } from '../../engines/lunar/lunar-day.ts';
import { partsOf } from '../../engines/lunar/solar-day.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ageNear, keptBirthdays } from '../care/kept-birthdays.ts';
import { findCorpName } from '../corp/corp-name.ts';
import type { MemberRow } from '../corp/entity.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { isLiveRelation, listRelations } from '../customer/store.ts';

/** Greetings are sent up to so many days ahead of a festival, and some are late. */
const FESTIVAL_AHEAD = 7;
const FESTIVAL_LATE = 2;

/** What is known of one poster of a member for a customer, or for a group (`null`). A customer's name is that of scripts: hers, not the remark. */
export async function posterTextsFor(
  tx: Tx,
  viewer: MemberViewer,
  member: MemberRow,
  customer: CustomerRow | null,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<PosterValues['texts']> {
  const today = businessDate(now, timeZone);
  const { year, month, day } = partsOf(today);
  const relation = customer
    ? (await listRelations(tx, customer.id)).find((one) => one.userId === member.userId && isLiveRelation(one))
    : undefined;
  const years = relation ? wholeYears(businessDate(relation.addedAt, timeZone), today) : 0;
  const age = customer ? ageNear(await keptBirthdays(tx, viewer, customer.id), today) : null;
  return {
    ...(customer?.name ? { 客户昵称: customer.name } : {}),
    员工姓名: member.name,
    员工职位: member.position ?? '',
    企业名称: (await findCorpName(tx)) ?? '',
    日期: `${year}年${month}月${day}日`,
    农历日期: lunarDayText(today),
    节日: festivalNear(today),
    ...(age === null ? {} : { 岁数: String(age) }),
    ...(years > 0 ? { 周年: String(years) } : {}),
  };
}

/** The festival that a greeting of today is about; 佳节 where none is near. */
export function festivalNear(today: string): string {
  const { year } = partsOf(today);
  const near = festivalsIn(year - 1, year + 1).filter(
    ({ day }) => day >= addDays(today, -FESTIVAL_LATE) && day <= addDays(today, FESTIVAL_AHEAD),
  );
  return (near.find(({ day }) => day >= today) ?? near.at(-1))?.name ?? '佳节';
}

/** How many years it has been. */
function wholeYears(since: string, today: string): number {
  if (since >= today) return 0;
  const { day, years } = nextAnniversary(since, today);
  return day === today ? years : years - 1;
}
