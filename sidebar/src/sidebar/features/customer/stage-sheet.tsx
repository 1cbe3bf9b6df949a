import type { StageView } from '@zhike/shared/contracts/field';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { Icon } from '../../components/icon.tsx';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useChangeStage } from './api/change-stage.ts';
import { useStages } from './api/list-stages.ts';
import { StageDot } from './stage-dot.tsx';
import '../../components/option-row.css';

interface StageSheetProps {
  customerId: string;
  stage: StageView | null;
  onClose(): void;
}

/** Where somebody stands: one tap moves her, one more takes it back. */
export default function StageSheet({ customerId, stage, onClose }: StageSheetProps) {
  const stages = useStages();
  const change = useChangeStage(customerId);
  const move = async (from: StageView | null, to: StageView, isUndo = false) => {
    try {
      await change.mutateAsync({ from, to });
      const undo = from && !isUndo ? { label: '撤销', run: () => void move(to, from, true) } : undefined;
      notify(isUndo ? `已移回「${to.name}」` : `已移到「${to.name}」`, { action: undo });
    } catch (error) {
      notify(`阶段没有修改:${phraseOf(error)}`, { tone: 'problem' });
    }
  };
  return (
    <Sheet title="客户阶段" onClose={onClose}>
      {(close) => (
        <>
          {stages.isPending ? <Skeleton lines={4} /> : null}
          {stages.isError ? <Failed error={stages.error} onRetry={() => void stages.refetch()} /> : null}
          {stages.data?.items.map((one) => (
            <button
              key={one.id}
              type="button"
              className="option-row"
              aria-pressed={one.id === stage?.id}
              onClick={() => {
                if (one.id !== stage?.id) void move(stage, one);
                close();
              }}
            >
              <StageDot stage={one} />
              {one.name}
              {one.id === stage?.id ? <Icon name="check" size={18} /> : null}
            </button>
          ))}
        </>
      )}
    </Sheet>
  );
}
