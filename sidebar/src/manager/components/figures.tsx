import { useNow } from '../../shared/clock/business-clock.ts';
import { sayCount } from '../../shared/format/number.ts';
import { exactTime, sayTime } from '../../shared/format/time.ts';

/** 1.2 万, with the exact figure on hover. */
export function Count({ value }: { value: number }) {
  return (
    <span className="number" title={value >= 10_000 ? value.toLocaleString('zh-CN') : undefined}>
      {sayCount(value)}
    </span>
  );
}

/** 5 分钟前, with the exact time on hover. */
export function Moment({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {sayTime(at, now)}
    </time>
  );
}
