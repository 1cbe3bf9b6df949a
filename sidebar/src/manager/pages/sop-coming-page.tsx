import type { ComingStep } from '@zhike/shared/contracts/sop-enrolment';
import { Link, useSearchParams } from 'react-router';
import { Select } from 'tdesign-react/es/select';
import { useNow } from '../../shared/clock/business-clock.ts';
import { clockTime, dayOf } from '../../shared/format/time.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { DayPicker } from '../components/day-picker.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Named } from '../components/named.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useComingSteps } from '../features/sop/api/enrolments.ts';
import { useSops } from '../features/sop/api/sops.ts';
import { groupComing } from '../features/sop/group-coming.ts';
import '../features/sop/sop.css';

const DAY = 86_400_000;
const kinds = { send: '发送', call: '打电话', other: '其他' } as const;

/** What will be sent to whom on a day. */
export function SopComingPage() {
  const [search, setSearch] = useSearchParams();
  const now = useNow();
  const [today, tomorrow, after] = [dayOf(now), dayOf(now + DAY), dayOf(now + 2 * DAY)];
  const day = search.get('day') ?? tomorrow;
  const sopId = search.get('sop') ?? undefined;
  const change = (part: { day?: string; sop?: string }) => {
    const wanted = { day, sop: sopId ?? '', ...part };
    setSearch(wanted.sop ? wanted : { day: wanted.day }, { replace: true });
  };
  const steps = useComingSteps(day, sopId);
  const sops = useSops();
  const names = (sops.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .map(({ id, name }) => ({ value: id, label: name }));
  const days = [
    { value: today, label: '今天' },
    { value: tomorrow, label: '明天' },
    { value: after, label: '后天' },
  ];
  return (
    <Page
      title="明天发什么"
      hint="按现在的安排,这一天会提醒谁、给谁、做什么;「群发」由员工在企业微信确认后发出,其余成为员工的待办。客户回复或打上标签后可能改变。"
      back={{ to: '/sops', label: 'SOP' }}
    >
      <div className="row">
        <FilterChips label="哪一天" value={day} options={days} onChange={(next) => change({ day: next })} />
        <DayPicker label="自选日期" value={day} first={today} onChange={(next) => next && change({ day: next })} />
        <span className="sop-filter">
          <Named label="只看一个 SOP">
            <Select
              value={sopId ?? ''}
              options={[{ value: '', label: '全部 SOP' }, ...names]}
              onChange={(next) => typeof next === 'string' && change({ sop: next })}
            />
          </Named>
        </span>
      </div>
      <Card>
        <EndlessList
          query={steps}
          empty={<StateView title="这一天没有要做的步骤" hint="换一天看看,或者先启用一个 SOP" />}
        >
          {(items) => (
            <ul className="sop-coming">
              {groupComing(items).map((group) => (
                <li key={group.key}>
                  <h2 className="card-title">
                    <span className="number">{clockTime(group.dueAt)}</span> {group.assignee ?? '没有人服务,需要分配'}
                  </h2>
                  <ul className="sop-enrolment-steps">
                    {group.steps.map((step) => (
                      <Coming key={`${step.enrolmentId}:${step.stepId}`} step={step} />
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
      </Card>
    </Page>
  );
}

function Coming({
  step: { customer, kind, isMass, title, script, materials, sop, hasCondition },
}: {
  step: ComingStep;
}) {
  const sent = [...(script ? [`话术「${script.title}」`] : []), ...materials.map((one) => `「${one.title}」`)];
  return (
    <li>
      <Link to={`/customers/${customer.id}`}>{customer.name}</Link>{' '}
      <Pill tone={isMass ? 'brand' : 'plain'}>{isMass ? '群发' : kinds[kind]}</Pill> {title}
      {sent.length > 0 ? `:${sent.join('、')}` : ''}{' '}
      {hasCondition ? <Pill tone="warning">到时符合条件才做</Pill> : null}{' '}
      <Link className="fine" to={`/sops/${sop.id}`}>
        {sop.name}
      </Link>
    </li>
  );
}
