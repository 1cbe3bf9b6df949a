import { useRef } from 'react';
import { useWidth } from './use-width.ts';
import './day-chart.css';

interface ChartDay {
  day: string;
  up: number;
  down: number;
}

interface DayChartProps {
  days: readonly ChartDay[];
  upLabel: string;
  downLabel: string;
  /** Two of a kind, such as sent and opened: both stand up, side by side. */
  isPair?: boolean;
}

const FIRST_WIDTH = 720;
const HEIGHT = 220;
/** Room of one date under the bars, px. */
const DATE_WIDTH = 56;
const LEFT = 36;
const BOTTOM = 22;
const TOP = 8;

/** Bars per day: what came stands up, what went hangs down. Every bar says its figures; the table beside it says the same. */
export function DayChart({ days, upLabel, downLabel, isPair = false }: DayChartProps) {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure, FIRST_WIDTH);
  const most = niceMost(Math.max(1, ...days.map(({ up, down }) => (isPair ? Math.max(up, down) : up))));
  const mostDown = isPair ? 0 : Math.max(0, ...days.map(({ down }) => down));
  const plot = HEIGHT - BOTTOM - TOP;
  const share = most + mostDown;
  const zero = TOP + (plot * most) / share;
  const scale = plot / share;
  const step = (width - LEFT) / Math.max(1, days.length);
  const bar = Math.max(2, Math.min(28, step * 0.62));
  const one = isPair ? bar / 2 : bar;
  const every = Math.max(1, Math.ceil(DATE_WIDTH / step));

  return (
    <figure className="day-chart" ref={figure}>
      <svg width={width} height={HEIGHT} role="img" aria-label={`每天${upLabel}与${downLabel}`}>
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={width} y1={zero - value * scale} y2={zero - value * scale} className="day-chart-line" />
            <text x={LEFT - 6} y={zero - value * scale + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {days.map(({ day, up, down }, index) => {
          const x = LEFT + index * step + (step - bar) / 2;
          return (
            <g key={day}>
              <rect x={LEFT + index * step} y={TOP} width={step} height={plot} fill="transparent">
                <title>{`${sayShort(day)} ${upLabel} ${up},${downLabel} ${down}`}</title>
              </rect>
              <rect x={x} y={zero - up * scale} width={one} height={up * scale} rx={2} className="day-chart-up" />
              <rect
                x={isPair ? x + one : x}
                y={isPair ? zero - down * scale : zero}
                width={one}
                height={down * scale}
                rx={2}
                className="day-chart-down"
              />
              {index % every === 0 ? (
                <text x={x + bar / 2} y={HEIGHT - 6} textAnchor="middle">
                  {sayShort(day)}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
      <figcaption className="day-chart-legend">
        <span className="day-chart-key day-chart-key-up">{upLabel}</span>
        <span className="day-chart-key day-chart-key-down">{downLabel}</span>
      </figcaption>
    </figure>
  );
}

/** 3/8. */
const sayShort = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;

/** The next even figure of one leading digit, so that the middle line is a whole number. */
export function niceMost(value: number): number {
  if (value <= 2) return 2;
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = unit === 1 ? 2 : unit;
  return Math.ceil(value / step) * step;
}
