import { useState } from 'react';
import { control } from '../api/control.ts';
import { useNow, useWorld } from '../api/world.tsx';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { formatExact, wallClock } from '../ui/time.ts';
import { useAction } from '../ui/use-action.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHINA_OFFSET = '+08:00';

/** The corp's clock and the two leaps people need most. */
export function ClockControl() {
  const { overview } = useWorld();
  const now = useNow();
  const { busy, run } = useAction();
  const { month, day, weekday, hour, minute } = wallClock(now);
  const advance = (ms: number, done: string) =>
    run(() => control('POST /control/clock', { body: { advanceMs: ms } }), done);
  const isMoved = Math.abs(overview.clock.offsetMs) > 60_000;
  return (
    <div className="clock-control">
      <Popover
        className={isMoved ? 'clock clock-moved' : 'clock'}
        title={`模拟时间 ${month}月${day}日 ${weekday} ${hour}:${minute}${isMoved ? '（已快进）' : ''}，点开可设定`}
        label={
          <>
            <Icon name="clock" size={16} />
            <span>
              {month}月{day}日 {weekday}
            </span>
            <b>
              {hour}:{minute}
            </b>
          </>
        }
      >
        {(close) => <ClockPanel now={now} offsetMs={overview.clock.offsetMs} onDone={close} />}
      </Popover>
      <button
        type="button"
        className="bar-button"
        disabled={busy}
        onClick={() => void advance(HOUR_MS, '已快进 1 小时')}
      >
        快进 1 小时
      </button>
      <button type="button" className="bar-button" disabled={busy} onClick={() => void advance(DAY_MS, '已快进 1 天')}>
        1 天
      </button>
    </div>
  );
}

function ClockPanel({ now, offsetMs, onDone }: { now: number; offsetMs: number; onDone: () => void }) {
  const { year, month, day, hour, minute } = wallClock(now);
  const [moment, setMoment] = useState(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour}:${minute}`);
  const { busy, run } = useAction();
  const setClock = async (at: number) => {
    if (await run(() => control('POST /control/clock', { body: { set: at } }), `现在是 ${formatExact(at)}`)) onDone();
  };
  return (
    <form
      className="form panel"
      onSubmit={(event) => {
        event.preventDefault();
        void setClock(Date.parse(`${moment}:00${CHINA_OFFSET}`));
      }}
    >
      <p className="panel-text">任务提醒、时间表、凭证过期都跟着这个时间走。</p>
      <label>
        设定为（北京时间）
        <input
          className="text-field"
          type="datetime-local"
          required
          value={moment}
          onChange={(event) => setMoment(event.target.value)}
        />
      </label>
      <div className="panel-actions">
        <button
          type="button"
          className="plain-button"
          disabled={busy || offsetMs === 0}
          onClick={() => void setClock(Date.now())}
        >
          回到现在
        </button>
        <button type="submit" className="main-button" disabled={busy}>
          设定
        </button>
      </div>
    </form>
  );
}
