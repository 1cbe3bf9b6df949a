import type { SopEnrolJobView } from '@zhike/shared/contracts/sop-enrolling';

type Hindrances = Pick<SopEnrolJobView, 'alreadyIn' | 'noStart' | 'noStepAhead' | 'nobodyServes'>;

const people = (count: number) => `${count.toLocaleString('zh-CN')} 位`;

/** Why some do not begin, one line for each reason that there is. */
export function sayHindrances({ alreadyIn, noStart, noStepAhead, nobodyServes }: Hindrances): string[] {
  return [
    alreadyIn > 0 && `${people(alreadyIn)}已经在这个 SOP 里`,
    noStart > 0 && `${people(noStart)}缺少开始所需的信息(标签、阶段或日期)`,
    noStepAhead > 0 && `${people(noStepAhead)}所有步骤的时间都已经过了`,
    nobodyServes > 0 && `${people(nobodyServes)}没有在职员工服务`,
  ].filter((one) => typeof one === 'string');
}

/** How many will begin. */
export const countBeginners = ({
  customers,
  alreadyIn,
  noStart,
  noStepAhead,
  nobodyServes,
}: Hindrances & { customers: number }): number => customers - alreadyIn - noStart - noStepAhead - nobodyServes;

export const jobStatusNames: Record<SopEnrolJobView['status'], string> = {
  running: '进行中',
  done: '已完成',
  cancelled: '已停止',
  failed: '没有完成',
};

/** What came of it so far. */
export function sayEnrolled({
  status,
  looked,
  enrolled,
}: Pick<SopEnrolJobView, 'status' | 'looked' | 'enrolled'>): string {
  const looking = status === 'running' ? '已看过' : '共看过';
  return `${looking} ${people(looked)}客户,加入 ${people(enrolled)}`;
}

/** 0–100; null: nobody knows how many there are. */
export const percentOf = ({ expected, looked }: Pick<SopEnrolJobView, 'expected' | 'looked'>): number | null =>
  expected === 0 ? null : Math.min(99, Math.floor((looked / expected) * 100));
