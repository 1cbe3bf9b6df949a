import type { SopView } from '@zhike/shared/contracts/sop';
import type { SopHappening, SopPlay } from '@zhike/shared/contracts/sop-play';
import { useState } from 'react';
import { Link } from 'react-router';
import { Progress } from 'tdesign-react/es/progress';
import { exactTime } from '../../../shared/format/time.ts';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { Pill, type PillTone } from '../../components/pill.tsx';
import { usePlaySop } from './api/play-sop.ts';
import type { SopPickers } from './editor/pickers.ts';
import { stepStates } from './say-enrolment.ts';
import './sop.css';

interface PlayBoardProps {
  sop: SopView;
  customers: SopPickers['customer'];
}

/** Plays an SOP with one customer: what happens appears as it happens. */
export function PlayBoard({ sop, customers: Customers }: PlayBoardProps) {
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(null);
  const { play, told, isRunning, error, start, pause, goOn } = usePlaySop(sop.id);
  return (
    <>
      <Card title="用哪位客户试跑">
        <p className="fine">
          会真的加入这位客户、产生待办、提醒员工。试用环境的时间会一直往后拨到最后一步,其他到时的事也会发生;可以在模拟企业微信里把时间拨回来。
        </p>
        <div className="sop-play-whom">
          <Customers
            label="客户"
            single
            value={customer ? [customer.id] : []}
            nameOf={() => customer?.name}
            onChange={([picked]) => setCustomer(picked ?? null)}
          />
          {play && !isRunning && play.nextAt !== null ? (
            <Button theme="primary" onClick={() => void goOn()}>
              继续
            </Button>
          ) : (
            <Button
              theme="primary"
              disabled={customer === null || isRunning}
              onClick={() => customer && void start(customer.id)}
            >
              {play && !isRunning ? '再试一次' : '开始试跑'}
            </Button>
          )}
          {isRunning ? (
            <Button variant="outline" onClick={pause}>
              暂停
            </Button>
          ) : null}
        </div>
        {error ? (
          <p className="field-problem" role="alert">
            {phraseOf(error)}
          </p>
        ) : null}
      </Card>
      {play ? (
        <div className="sop-play">
          <Standing play={play} isRunning={isRunning} />
          <Card title="发生了什么">
            <ol className="sop-happenings" aria-live="polite" aria-label="发生了什么">
              {told.map((one, index) => (
                <Happening key={index} happening={one} />
              ))}
            </ol>
          </Card>
        </div>
      ) : null}
    </>
  );
}

function Standing({ play: { enrolment, now, nextAt }, isRunning }: { play: SopPlay; isRunning: boolean }) {
  const { steps, customer } = enrolment;
  const over = steps.filter(({ state }) => state !== 'ahead').length;
  const isOver = nextAt === null;
  return (
    <Card title={isOver ? sayEnd(enrolment) : isRunning ? '正在试跑' : '已暂停'}>
      <Progress percentage={isOver ? 100 : Math.floor((over / Math.max(1, steps.length)) * 100)} size="small" />
      <p className="fine" role="status">
        现在是 <span className="number">{exactTime(now)}</span>
        {nextAt === null ? (
          ',后面没有要发生的事了'
        ) : (
          <>
            ,接下来是 <span className="number">{exactTime(nextAt)}</span>
          </>
        )}
      </p>
      <ol className="sop-enrolment-steps sop-play-steps">
        {steps.map(({ stepId, title, dueAt, state, why }) => (
          <li key={stepId}>
            <span className="number fine">{exactTime(dueAt)}</span> {title}{' '}
            <Pill tone={state === 'open' ? 'warning' : state === 'done' ? 'good' : 'plain'}>{stepStates[state]}</Pill>
            {why ? <span className="fine"> {why}</span> : null}
          </li>
        ))}
      </ol>
      {isOver ? (
        <p>
          <Link to={`/customers/${customer.id}`}>看{customer.name}的资料和待办</Link>
        </p>
      ) : null}
    </Card>
  );
}

function sayEnd({ status, steps }: SopPlay['enrolment']): string {
  const skipped = steps.filter(({ state }) => state === 'skipped').length;
  const opened = steps.filter(({ state }) => state !== 'skipped' && state !== 'ahead').length;
  const end = status === 'stopped' ? '提前结束' : '试跑完成';
  return `${end}:${opened} 步成为待办${skipped > 0 ? `,${skipped} 步跳过` : ''}`;
}

const tones: Record<SopHappening['kind'], { label: string; tone: PillTone }> = {
  began: { label: '加入', tone: 'brand' },
  opened: { label: '待办', tone: 'good' },
  skipped: { label: '跳过', tone: 'plain' },
  reminded: { label: '提醒', tone: 'warning' },
  escalated: { label: '上报', tone: 'bad' },
  stopped: { label: '结束', tone: 'plain' },
  finished: { label: '走完', tone: 'brand' },
};

function Happening({ happening: { at, kind, text } }: { happening: SopHappening }) {
  return (
    <li>
      <span className="number fine">{exactTime(at)}</span>
      <Pill tone={tones[kind].tone}>{tones[kind].label}</Pill>
      <span>{text}</span>
    </li>
  );
}
