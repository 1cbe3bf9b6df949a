import type { CareDay } from '@zhike/shared/contracts/care';
import { weekdayOf } from '@zhike/shared/formulas/calendar';
import { useState } from 'react';
import { Link } from 'react-router';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayDue } from '../../../shared/format/time.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Icon } from '../../components/icon.tsx';
import { Pill } from '../../components/pill.tsx';
import { useCareOfDay } from './api/care-plans.ts';
import { kindIcons, sayDay, sayWeekday } from './say-care.ts';
import './care.css';

/** The next 30 days as a calendar: lunar dates, holidays, days off, and whose day it is. */
export function CareCalendar({ days }: { days: readonly CareDay[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const first = days[0];
  if (!first) return null;
  const shown = days.find(({ day }) => day === chosen) ?? days.find(({ care }) => care.length > 0) ?? first;
  return (
    <div className="care-ahead">
      <div className="care-week" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <span key={weekday}>{sayWeekday(weekday)}</span>
        ))}
      </div>
      <ul className="care-days">
        {days.map((one, index) => (
          <li
            key={one.day}
            className={one.care.length + one.festivals.length === 0 ? 'care-day-empty' : undefined}
            style={index === 0 ? { gridColumnStart: weekdayOf(one.day) } : undefined}
          >
            <button
              type="button"
              className={`care-day${one.isWorkday ? '' : ' care-day-off'}`}
              aria-pressed={one.day === shown.day}
              onClick={() => setChosen(one.day)}
            >
              <span className="care-day-head">
                <strong className="number care-day-short">{index === 0 ? '今天' : sayShort(one.day)}</strong>
                <strong className="number care-day-long">{index === 0 ? '今天' : sayDay(one.day)}</strong>
                <span className="care-day-weekday">{sayWeekday(weekdayOf(one.day))}</span>
                <span className="fine">{one.lunar}</span>
              </span>
              {one.festivals.map((name) => (
                <span key={name} className="care-festival">
                  {name}
                </span>
              ))}
              {one.care.map(({ plan, customers, isMore }) => (
                <span key={plan.id} className={`care-chip care-chip-${plan.kind}`}>
                  <Icon name={kindIcons[plan.kind]} size={14} />
                  <span className="care-chip-name">{plan.title}</span>
                  <span className="number">
                    {customers}
                    {isMore ? '+' : ''}
                  </span>
                </span>
              ))}
            </button>
          </li>
        ))}
      </ul>
      <DayPanel of={shown} />
    </div>
  );
}

/** 12/3; the first of a month says the month. */
const sayShort = (day: string) => (day.endsWith('-01') ? sayDay(day) : String(Number(day.slice(8))));

function DayPanel({ of: { day, lunar, festivals, isWorkday, care } }: { of: CareDay }) {
  return (
    <section className="care-panel" aria-label={`${sayDay(day)}的客情`}>
      <h3 className="care-panel-head">
        {sayDay(day)} {sayWeekday(weekdayOf(day))}
        <span className="soft">农历{lunar}</span>
        {festivals.map((name) => (
          <Pill key={name} tone="warning">
            {name}
          </Pill>
        ))}
        {isWorkday ? null : <Pill>休息日</Pill>}
      </h3>
      {care.length === 0 ? <p className="soft">这一天没有要提醒的客户。</p> : null}
      {care.map(({ plan }) => (
        <PeopleOfDay key={plan.id} day={day} plan={plan} />
      ))}
    </section>
  );
}

function PeopleOfDay({ day, plan }: { day: string; plan: CareDay['care'][number]['plan'] }) {
  const now = useNow();
  const people = useCareOfDay(day, plan.id);
  return (
    <div className="care-people">
      <h4>
        <Link to={`/care/${plan.id}`}>{plan.title}</Link>
      </h4>
      <EndlessList query={people} empty={<StateView title="没有符合条件的客户" />}>
        {(items) => (
          <ul>
            {items.map(({ customer, assignee, what, opensAt }) => (
              <li key={customer.id}>
                <Avatar name={customer.name} src={customer.avatar} size={28} />
                <span className="care-person">
                  <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
                  <span className="fine">{what}</span>
                </span>
                <span className="fine care-assignee">
                  {assignee ? `${sayDue(opensAt, now)} 提醒${assignee.name}` : '没有员工服务,不会提醒'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </div>
  );
}
