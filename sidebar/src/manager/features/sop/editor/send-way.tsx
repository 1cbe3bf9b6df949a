import { FilterChips } from '../../../components/filter-chips.tsx';
import type { StepForm } from './form.ts';

const ways = [
  { value: 'task', label: '员工逐个发送' },
  { value: 'mass', label: '群发,员工确认' },
] as const;

const meanings: Record<StepForm['way'], string> = {
  task: '到时成为员工的待办,在侧边栏里两步发给客户,可以按客户改话。',
  mass: '同一时间到期的客户合成一条群发,员工在企业微信确认一次就发出。话术里不能有客户称呼等变量;占用客户的群发次数,次数用完的客户改为员工的待办。员工确认前,已经结束这个 SOP 的客户仍会收到。',
};

/** How what a step sends reaches the customers. */
export function SendWay({
  name,
  value,
  onChange,
}: {
  name: string;
  value: StepForm['way'];
  onChange(way: StepForm['way']): void;
}) {
  return (
    <>
      <FilterChips label={`${name}怎么发`} value={value} options={ways} onChange={onChange} />
      <p className="fine">{meanings[value]}</p>
    </>
  );
}
