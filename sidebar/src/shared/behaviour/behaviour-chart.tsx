import { useState } from 'react';
import { Failed } from '../states/failed.tsx';
import { Skeleton } from '../states/skeleton.tsx';
import { useBehaviour } from './get-behaviour.ts';
import { layOutBars, type Span } from './lay-out-bars.ts';
import { groupNames, sayBehaviour, sayDate, spanNames } from './say-behaviour.ts';
import './behaviour-chart.css';

/** The picture is drawn at this size and scaled to the room there is. */
const SIZE = { width: 300, height: 64 };
const spans: readonly Span[] = ['days', 'weeks'];

/** How much a customer and the company had to do with each other lately: a few bars, and the same in words. */
export function BehaviourChart({ customerId }: { customerId: string }) {
  const [span, setSpan] = useState<Span>('days');
  const behaviour = useBehaviour(customerId);
  if (behaviour.isPending) return <Skeleton lines={3} />;
  if (!behaviour.data) return <Failed error={behaviour.error} onRetry={() => void behaviour.refetch()} />;
  const { data } = behaviour;
  const laid = layOutBars(data, span, SIZE);
  const said = sayBehaviour(laid, span);
  return (
    <div className="behaviour">
      <div className="behaviour-spans" role="group" aria-label="时间范围">
        {spans.map((one) => (
          <button
            key={one}
            type="button"
            className="behaviour-span"
            aria-pressed={one === span}
            onClick={() => setSpan(one)}
          >
            {spanNames[one]}
          </button>
        ))}
      </div>
      {data.days.length === 0 ? (
        <p className="behaviour-words">还没有往来。聊天、跟进、看素材的次数会画在这里</p>
      ) : (
        <>
          <svg className="behaviour-picture" viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={said}>
            <line className="behaviour-ground" x1={0} x2={SIZE.width} y1={SIZE.height} y2={SIZE.height} />
            {laid.bars.map(({ from, to, x, width, total, parts }) => (
              <g key={to}>
                {/* As high as the picture: a short bar can be pointed at too. */}
                <rect x={x} y={0} width={width} height={SIZE.height} fill="transparent">
                  <title>
                    {`${from === to ? sayDate(to) : `${sayDate(from)}–${sayDate(to)}`} ${
                      total === 0
                        ? '没有往来'
                        : parts.map(({ group, count }) => `${groupNames[group]} ${count} 次`).join('、')
                    }`}
                  </title>
                </rect>
                {parts.map(({ group, y, height }) => (
                  <rect
                    key={group}
                    className={`behaviour-bar behaviour-${group}`}
                    x={x}
                    y={y}
                    width={width}
                    height={height}
                  />
                ))}
              </g>
            ))}
          </svg>
          <div className="behaviour-ends" aria-hidden="true">
            <span>{sayDate(laid.bars[0]!.from)}</span>
            <span>今天</span>
          </div>
          {laid.total > 0 ? (
            <ul className="behaviour-keys" aria-hidden="true">
              {laid.sums.map(({ group, count }) => (
                <li key={group} className={`behaviour-key behaviour-${group}`}>
                  {groupNames[group]} {count}
                </li>
              ))}
            </ul>
          ) : null}
          <p className="behaviour-words">{said}</p>
        </>
      )}
    </div>
  );
}
