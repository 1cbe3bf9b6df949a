import { FilterChips } from '../../../components/filter-chips.tsx';
import { Card } from '../../../components/page.tsx';
import type { TouchFilter, TouchOnly } from '../api/list-touch.ts';
import { SendsTable } from './sends-table.tsx';
import { VisitsTable } from './visits-table.tsx';
import './stats.css';

interface TouchListsProps {
  of: TouchFilter;
  tab: 'sends' | 'visits';
  onTab(tab: 'sends' | 'visits'): void;
  title?: string;
  /** Whose rows are shown, when it is one member's. */
  member?: { name: string; onAll(): void };
  /** Shows all again where only what one figure counts is shown. */
  onEvery?(): void;
}

const onlyNames: Record<TouchOnly, string> = {
  opened: '已打开的',
  materials: '素材',
  finished: '看完的',
  passed_on: '转发带来的',
};

/** What an address narrows the rows to. */
export const readOnly = (only: string | undefined): TouchOnly | undefined =>
  only !== undefined && only in onlyNames ? (only as TouchOnly) : undefined;

/** The rows behind the figures: what was sent, and who looked at it. */
export function TouchLists({ of, tab, onTab, title = '发送与浏览', member, onEvery }: TouchListsProps) {
  return (
    <Card
      flush
      title={title}
      extra={
        <>
          {member ? (
            <button type="button" className="plain-button" onClick={member.onAll}>
              只看{member.name},显示全部
            </button>
          ) : null}
          {of.only && onEvery ? (
            <button type="button" className="plain-button" onClick={onEvery}>
              只看{onlyNames[of.only]},显示全部
            </button>
          ) : null}
          <FilterChips
            label="显示"
            value={tab}
            options={[
              { value: 'sends', label: '发送' },
              { value: 'visits', label: '浏览' },
            ]}
            onChange={onTab}
          />
        </>
      }
    >
      <div className="touch-rows">{tab === 'sends' ? <SendsTable of={of} /> : <VisitsTable of={of} />}</div>
    </Card>
  );
}
