import { phraseOf } from '../../../shared/api/api-error.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useChangeSops, useSopsInUse } from './api/customer-sops.ts';

interface JoinSheetProps {
  customerId: string;
  /** What she is in already. */
  inNow: readonly string[];
  onClose(): void;
}

/** Lets a customer begin one of the SOPs in use. */
export function JoinSheet({ customerId, inNow, onClose }: JoinSheetProps) {
  const sops = useSopsInUse();
  const { enrol } = useChangeSops(customerId);
  const join = async (sopId: string, name: string, close: () => void) => {
    try {
      await enrol.mutateAsync(sopId);
      notify(`已加入「${name}」`);
      close();
    } catch (error) {
      notify(phraseOf(error), { tone: 'problem' });
    }
  };
  const left = (sops.data ?? []).filter(({ id }) => !inNow.includes(id));
  return (
    <Sheet title="加入 SOP" onClose={onClose}>
      {(close) => (
        <>
          {sops.isPending ? <Skeleton lines={4} /> : null}
          {sops.isError ? <Failed error={sops.error} onRetry={() => void sops.refetch()} /> : null}
          {sops.data && left.length === 0 ? <p className="quiet">没有可以加入的 SOP</p> : null}
          {left.map(({ id, name, summary }) => (
            <button
              key={id}
              type="button"
              className="sop-row"
              disabled={enrol.isPending}
              onClick={() => void join(id, name, close)}
            >
              <span className="sop-row-words">
                <span className="sop-row-name">{name}</span>
                <span className="quiet small">{summary}</span>
              </span>
              <span className="sop-row-go">加入</span>
            </button>
          ))}
        </>
      )}
    </Sheet>
  );
}
