import type { MomentView } from '../../src/control/views-moments.ts';
import { control } from '../api/control.ts';
import { useNow } from '../api/world.tsx';
import { MomentActions } from '../chat/moment-actions.tsx';
import { MomentCard } from '../chat/moment-card.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { useAction } from '../ui/use-action.ts';
import { ToolHead } from './tool-head.tsx';
import { useMemberMoments } from './use-tasks.ts';

interface MemberMomentsProps {
  memberId: string;
  onOpenLink: (url: string) => void;
}

/** Moments the company, or the sidebar, prepared for this member, and those she has published (客户朋友圈). */
export function MemberMoments({ memberId, onOpenLink }: MemberMomentsProps) {
  const now = useNow(30_000);
  const moments = useMemberMoments(memberId);
  return (
    <div className="chat">
      <ToolHead icon="moments" name="客户朋友圈" note="发表后客户才看得到" />
      <div className="tool-list" role="feed" aria-label="客户朋友圈">
        {!moments.data && !moments.error ? <SkeletonRows count={2} /> : null}
        {moments.error ? <EmptyState title="朋友圈没有加载出来" text={moments.error.message} /> : null}
        {moments.data?.items.length === 0 ? (
          <EmptyState title="没有朋友圈" text="企业创建朋友圈后，等你在这里发表。" />
        ) : null}
        {moments.data?.items.map((moment) => (
          <div key={moment.momentId} className="task-card">
            <MomentCard moment={moment} now={now} onOpenLink={onOpenLink}>
              {moment.status === 'published' ? (
                <>
                  <span className="task-note">{moment.visibleCount} 位客户可见</span>
                  <MomentActions moment={moment} by={memberId} />
                </>
              ) : (
                <PublishButton moment={moment} />
              )}
            </MomentCard>
          </div>
        ))}
      </div>
    </div>
  );
}

function PublishButton({ moment }: { moment: MomentView }) {
  const { busy, run } = useAction();
  if (moment.status === 'cancelled') return <span className="task-note">企业停止了发表</span>;
  return (
    <button
      type="button"
      className="main-button"
      disabled={busy}
      onClick={() =>
        void run(
          () =>
            control('POST /control/members/:userId/moments/:momentId/publish', {
              params: { userId: moment.userId, momentId: moment.momentId },
            }),
          '已发表',
        )
      }
    >
      发表给 {moment.customerCount} 位客户
    </button>
  );
}
