import type { CareDate } from '@zhike/shared/contracts/care-of-customer';
import { useId, useState } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { dayOf } from '../../../shared/format/time.ts';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type LunarDate, useNoteLunarBirthday } from './api/customer-care.ts';

const months = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const FIRST_YEAR = 1901;

/** 初八, 十五, 廿三, 三十. */
function sayLunarDay(day: number): string {
  if (day <= 10) return `初${digits[day - 1]}`;
  if (day < 20) return `十${digits[day - 11]}`;
  if (day === 20) return '二十';
  return day === 30 ? '三十' : `廿${digits[day - 21]}`;
}

/** Many know their birthday by the moon alone: it is noted so, and kept so. */
export function LunarSheet({ customerId, date, onClose }: { customerId: string; date: CareDate; onClose(): void }) {
  const now = useNow();
  const form = useId();
  const note = useNoteLunarBirthday(customerId);
  const [chosen, setChosen] = useState<LunarDate>({ year: 1990, month: 1, day: 1, isLeapMonth: false });
  const change = (part: Partial<LunarDate>) => setChosen({ ...chosen, ...part });
  const lastYear = Number(dayOf(now).slice(0, 4));
  const years = Array.from({ length: lastYear - FIRST_YEAR + 1 }, (_, index) => lastYear - index);
  const select = (
    label: string,
    value: number,
    options: { value: number; label: string }[],
    set: (v: number) => void,
  ) => (
    <select
      className="care-select"
      aria-label={label}
      value={value}
      onChange={({ target }) => set(Number(target.value))}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
  return (
    <Sheet
      title={`按农历填写${date.name}`}
      onClose={onClose}
      footer={
        <button type="submit" form={form} className="button button-main button-wide" aria-disabled={note.isPending}>
          {note.isPending ? '正在保存…' : '保存,并按农历过'}
        </button>
      }
    >
      {(close) => (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (note.isPending) return;
            note.mutate(
              { fieldId: date.fieldId, date: chosen },
              {
                onSuccess: () => {
                  notify('已保存,以后按农历提醒');
                  close();
                },
              },
            );
          }}
        >
          <p className="explanation">年份是农历年:春节前出生的算上一年。保存后会换算成公历日期。</p>
          <div className="care-selects">
            {select(
              '年',
              chosen.year,
              years.map((year) => ({ value: year, label: `${year}年` })),
              (year) => change({ year }),
            )}
            {select(
              '月',
              chosen.month,
              months.map((name, index) => ({ value: index + 1, label: `${name}月` })),
              (month) => change({ month }),
            )}
            {select(
              '日',
              chosen.day,
              Array.from({ length: 30 }, (_, index) => ({ value: index + 1, label: sayLunarDay(index + 1) })),
              (day) => change({ day }),
            )}
          </div>
          <label className="care-leap">
            <input
              type="checkbox"
              checked={chosen.isLeapMonth}
              onChange={({ target }) => change({ isLeapMonth: target.checked })}
            />
            闰月出生
          </label>
          {note.isError ? (
            <p className="field-problem" role="alert">
              {phraseOf(note.error)}
            </p>
          ) : null}
        </form>
      )}
    </Sheet>
  );
}
