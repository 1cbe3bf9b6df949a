import { useEffect, useRef, useState } from 'react';
import { useLiveConnection, useLiveEvents } from '../api/live.tsx';
import { useWorld } from '../api/world.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatDuration, formatExact, formatSecond } from '../ui/time.ts';
import { appendEvents, emptyLog, type Lane, type LiveLine } from './live-line.ts';
import { LineDetail } from './line-detail.tsx';

const LANES: Record<Lane, { from: string; to: string; title: string }> = {
  to_crm: { from: '企业微信', to: '知客', title: '企业微信通知知客（回调）' },
  to_wecom: { from: '知客', to: '企业微信', title: '知客调用企业微信接口' },
  people: { from: '人', to: '', title: '客户或员工做的事' },
  sandbox: { from: '模拟器', to: '', title: '模拟器自己的变化' },
};

const FILTERS: { value: Lane | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'people', label: '人' },
  { value: 'to_crm', label: '回调' },
  { value: 'to_wecom', label: '接口' },
];

/** Close enough to the end to follow it. */
const AT_END_PX = 40;

/** What passes between WeCom and the server, as it happens. */
export function LiveStrip() {
  const connection = useLiveConnection();
  const [log, setLog] = useState(emptyLog);
  const [filter, setFilter] = useState<Lane | 'all'>('all');
  const [folded, setFolded] = useState(false);
  const [openKey, setOpenKey] = useState('');
  const box = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  const { members, customers } = useWorld();
  const nameOf = (id: string) =>
    members.find((member) => member.userId === id)?.name ??
    customers.find((customer) => customer.externalUserId === id)?.name ??
    '';
  useLiveEvents((events) => setLog((current) => appendEvents(current, events, nameOf)));

  const lines = filter === 'all' ? log.lines : log.lines.filter((line) => line.lane === filter);
  const newest = lines.at(-1)?.key;
  useEffect(() => {
    if (newest && follows.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, folded]);

  return (
    <section className={folded ? 'live live-folded' : 'live'} aria-label="实时动态" data-tour="live">
      <header className="live-head">
        <h2>企业微信与知客之间</h2>
        <span className={`live-state live-state-${connection}`} role="status">
          {connection === 'open' ? '实时' : connection === 'lost' ? '连接断开，正在重连' : '正在连接'}
        </span>
        <div className="live-filters" role="group" aria-label="只看">
          {FILTERS.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              className="chip"
              aria-pressed={filter === value}
              onClick={() => setFilter(value)}
            >
              {label}
            </button>
          ))}
        </div>
        <button type="button" className="text-button" onClick={() => setLog(emptyLog)}>
          清空
        </button>
        <button
          type="button"
          className="text-button live-fold"
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {folded ? '展开' : '收起'}
          <Icon name="chevron" size={16} />
        </button>
      </header>
      {folded ? null : (
        <ol
          className="live-lines"
          ref={box}
          onScroll={(event) => {
            const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
            follows.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
          }}
        >
          {lines.length === 0 ? (
            <li className="live-none">还没有动静。让客户扫码、发消息，或快进时间，这里会逐条显示发生了什么。</li>
          ) : null}
          {lines.map((line) => (
            <LiveRow
              key={line.key}
              line={line}
              open={line.key === openKey}
              onToggle={() => setOpenKey(line.key === openKey ? '' : line.key)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface LiveRowProps {
  line: LiveLine;
  open: boolean;
  onToggle: () => void;
}

function LiveRow({ line, open, onToggle }: LiveRowProps) {
  const lane = LANES[line.lane];
  const content = (
    <>
      <time title={formatExact(line.at)}>{formatSecond(line.at)}</time>
      <span className="live-since" title="距离上一个人为动作">
        {line.sinceMs === null ? '' : `+${formatDuration(line.sinceMs)}`}
      </span>
      <span className={`lane lane-${line.lane}`} title={lane.title}>
        {lane.from}
        {lane.to ? <i>→</i> : null}
        {lane.to}
      </span>
      <span className="live-text">{line.text}</span>
      {line.status ? <span className={`live-status live-status-${line.status.tone}`}>{line.status.text}</span> : null}
    </>
  );
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'start' });
  }, [open]);
  if (!line.detail) return <li className="live-row">{content}</li>;
  return (
    <li ref={row}>
      <button type="button" className="live-row live-row-button" aria-expanded={open} onClick={onToggle}>
        {content}
        <Icon name="chevron" size={14} />
      </button>
      {open ? <LineDetail kind={line.detail.kind} id={line.detail.id} /> : null}
    </li>
  );
}
