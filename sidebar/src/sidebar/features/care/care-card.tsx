import type { CareDate } from '@zhike/shared/contracts/care-of-customer';
import { useState } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { notify } from '../../components/notice.tsx';
import { useChooseCalendar, useCustomerCare } from './api/customer-care.ts';
import { LunarSheet } from './lunar-sheet.tsx';
import { sayDate } from './say-care.ts';
import './care.css';

const calendars = [
  { value: 'solar', label: '公历' },
  { value: 'lunar', label: '农历' },
] as const;

/** Birthdays that are remembered: the lunar date beside, and by which calendar she keeps them. */
export function CareCard({ customerId, canEdit }: { customerId: string; canEdit: boolean }) {
  const care = useCustomerCare(customerId);
  const { mutate } = useChooseCalendar(customerId);
  const [noting, setNoting] = useState<CareDate | null>(null);
  if (care.isError)
    return (
      <section className="card" aria-label="生日提醒">
        <Failed error={care.error} onRetry={() => void care.refetch()} />
      </section>
    );
  const items = care.data?.items ?? [];
  // Nothing is remembered in this company, or only of fields of other departments.
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="生日提醒">
      <h2 className="section-title">生日提醒</h2>
      {items.map((date) => (
        <div key={date.fieldId} className="care-date">
          <p className="care-date-name">
            {date.name}
            <span className="quiet small">{sayDate(date)}</span>
          </p>
          {canEdit ? (
            <div className="care-date-actions">
              {date.next ? (
                <div className="care-calendars" role="group" aria-label={`${date.name}按哪种历法过`}>
                  {calendars.map(({ value, label }) => (
                    <button
                      key={value}
                      type="button"
                      aria-pressed={date.calendar === value}
                      onClick={() =>
                        mutate(
                          { fieldId: date.fieldId, calendar: value },
                          { onError: (error) => notify(phraseOf(error), { tone: 'problem' }) },
                        )
                      }
                    >
                      按{label}过
                    </button>
                  ))}
                </div>
              ) : null}
              <button type="button" className="link-button" onClick={() => setNoting(date)}>
                按农历填写
              </button>
            </div>
          ) : null}
        </div>
      ))}
      {noting ? <LunarSheet customerId={customerId} date={noting} onClose={() => setNoting(null)} /> : null}
    </section>
  );
}
