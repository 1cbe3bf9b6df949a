import type { Filter } from '@zhike/shared/contracts/filter';
import { type ComponentType, useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { Failed } from '../../../../shared/states/failed.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { notifyDone, notifyFailed } from '../../../components/notify.ts';
import { useChangeEnrolJobs, useProspect } from '../api/enrolling.ts';
import { countBeginners, sayHindrances } from './say-enrolling.ts';

interface EnrolManyDialogProps {
  sopId: string;
  /** Conditions, which can begin with a segment's. */
  conditions: ComponentType<{ value: Filter | null; onChange(filter: Filter | null): void }>;
  onClose(): void;
}

/** Whom to let begin; how many that is, and who cannot, is seen before anything is done. */
export function EnrolManyDialog({ sopId, conditions: Conditions, onClose }: EnrolManyDialogProps) {
  const [whom, setWhom] = useState<'some' | 'all'>('some');
  const [filter, setFilter] = useState<Filter | null>(null);
  const asked = whom === 'all' ? null : (filter ?? undefined);
  const { prospect } = useProspect(sopId, asked);
  const { start } = useChangeEnrolJobs(sopId);
  const beginners = prospect ? countBeginners(prospect) : 0;
  const begin = () =>
    start.mutate(
      { filter: asked ?? null, expected: prospect?.isExact ? prospect.customers : 0 },
      {
        onSuccess: () => {
          notifyDone('正在加入,可以离开这个页面');
          onClose();
        },
        onError: notifyFailed,
      },
    );
  return (
    <Dialog
      visible
      header="批量加入客户"
      width="min(680px, calc(100vw - 24px))"
      placement="center"
      cancelBtn="取消"
      confirmBtn={{
        content:
          prospect && beginners > 0
            ? `加入 ${beginners.toLocaleString('zh-CN')}${prospect.isExact ? '' : '+'} 位`
            : '加入',
        theme: 'primary',
        loading: start.isPending,
        disabled: beginners === 0,
      }}
      closeOnOverlayClick={false}
      onConfirm={begin}
      onClose={onClose}
    >
      <div className="dialog-column">
        <FilterChips
          label="谁"
          value={whom}
          options={[
            { value: 'some', label: '符合条件的客户' },
            { value: 'all', label: '我能看到的全部客户' },
          ]}
          onChange={setWhom}
        />
        {whom === 'some' ? <Conditions value={filter} onChange={setFilter} /> : null}
        <ProspectSummary sopId={sopId} filter={asked} />
      </div>
    </Dialog>
  );
}

function ProspectSummary({ sopId, filter }: { sopId: string; filter: Filter | null | undefined }) {
  const { prospect, error, retry } = useProspect(sopId, filter);
  if (filter === undefined) return <p className="soft">条件填写完整后,这里会显示多少客户会加入。</p>;
  if (error) return <Failed error={error} onRetry={retry} />;
  if (!prospect) return <p className="soft">正在统计…</p>;
  const beginners = countBeginners(prospect);
  const more = prospect.isExact ? '' : '+';
  return (
    <div aria-live="polite">
      <p>
        {prospect.customers.toLocaleString('zh-CN')}
        {more} 位客户,其中{' '}
        <strong className="number">
          {beginners.toLocaleString('zh-CN')}
          {more}
        </strong>{' '}
        位会加入。
      </p>
      {sayHindrances(prospect).map((line) => (
        <p key={line} className="soft">
          {line},不会加入。
        </p>
      ))}
    </div>
  );
}
