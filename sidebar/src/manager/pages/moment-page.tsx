import { useState } from 'react';
import { useParams } from 'react-router';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { useChangeMoments, useMoment } from '../features/moment/api/moments.ts';
import { MomentPhone } from '../features/moment/moment-phone.tsx';
import { MomentReactions, MomentReps } from '../features/moment/moment-tables.tsx';
import { MomentSummary } from '../features/moment/moment-summary.tsx';
import { hasFigures } from '../features/moment/say-moment.ts';

/** How far a moment is: who published it, who saw it, who reacted. */
export function MomentPage() {
  const momentId = useParams().momentId!;
  const moment = useMoment(momentId);
  const { cancel } = useChangeMoments();
  const [cancelling, setCancelling] = useState(false);
  return (
    <Page
      title="朋友圈"
      back={{ to: '/moments', label: '朋友圈' }}
      actions={
        moment.data?.can.cancel ? (
          <Button variant="outline" theme="danger" onClick={() => setCancelling(true)}>
            停止发表
          </Button>
        ) : null
      }
    >
      <Loaded query={moment}>
        {(found) => (
          <div className="moment-editor">
            <div className="moment-main">
              <Card>
                <MomentSummary moment={found} />
              </Card>
              {hasFigures(found) ? (
                <>
                  <Card title="员工" flush>
                    <MomentReps momentId={momentId} isRead={found.readAt !== null} />
                  </Card>
                  <Card title="点赞和评论" flush>
                    <MomentReactions momentId={momentId} />
                  </Card>
                </>
              ) : null}
            </div>
            <MomentPhone text={found.text} media={found.media} />
          </div>
        )}
      </Loaded>
      {cancelling ? (
        <Confirm
          title="停止发表"
          action="停止发表"
          danger
          onConfirm={() => cancel.mutateAsync(momentId)}
          onClose={() => setCancelling(false)}
        >
          还没发表的员工不能再发表;已经发表的收不回来,仍会继续统计。
        </Confirm>
      ) : null}
    </Page>
  );
}
