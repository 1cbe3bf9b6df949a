import { bandsOf } from './week-bands.ts';
import type { FormShift } from './form.ts';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const LEFT = 20;
const WIDTH = 480;
const ROW = 14;

/** The week at a glance: when somebody is on duty; darker where shifts overlap. */
export function WeekPicture({ shifts }: { shifts: readonly FormShift[] }) {
  const x = (minute: number) => LEFT + (minute / 1440) * WIDTH;
  const bands = shifts.flatMap((shift) => bandsOf(shift).map((band) => ({ ...band, key: shift.key })));
  return (
    <svg
      className="week-picture"
      viewBox={`0 0 ${LEFT + WIDTH + 12} ${7 * ROW + 16}`}
      role="img"
      aria-label="一周排班示意"
    >
      {weekdays.map((name, index) => (
        <g key={name}>
          <text x={0} y={index * ROW + 10}>
            {name}
          </text>
          <rect
            x={LEFT}
            y={index * ROW + 2}
            width={WIDTH}
            height={ROW - 4}
            rx={2}
            fill="var(--td-bg-color-component)"
          />
        </g>
      ))}
      {bands.map(({ key, weekday, from, to }) => (
        <rect
          key={`${key}-${weekday}-${from}`}
          x={x(from)}
          y={(weekday - 1) * ROW + 2}
          width={x(to) - x(from)}
          height={ROW - 4}
          rx={2}
          fill="var(--td-brand-color)"
          fillOpacity={0.55}
        />
      ))}
      {[0, 6, 12, 18, 24].map((hour) => (
        <text key={hour} x={x(hour * 60)} y={7 * ROW + 12} textAnchor={hour === 0 ? 'start' : 'middle'}>
          {hour}:00
        </text>
      ))}
    </svg>
  );
}
