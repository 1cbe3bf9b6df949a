import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Moment as When } from '../components/figures.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useChangeMoments, useMoment } from '../features/moment/api/moments.ts';
import { MomentPhone } from '../features/moment/moment-phone.tsx';
import { MomentReactions, MomentReps } from '../features/moment/moment-tables.tsx';
import { momentStatuses } from '../features/moment/say-moment.ts';

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
        {({ text, media, sentence, status, problem, reps, counts, readAt }) => (
          <>
            <Card>
              <p>
                <Pill tone={momentStatuses[status].tone}>{momentStatuses[status].word}</Pill> {reps.published}/
                {reps.total} 位员工已发表,{counts.reached} 位客户可见,{counts.likes} 个赞,{counts.comments} 条评论
              </p>
              {problem ? <p role="alert">{errorPhrases[problem] ?? problem}</p> : null}
              <p>{sentence}</p>
              {readAt === null ? null : (
                <p className="fine soft">
                  <When at={readAt} /> 从企业微信读取
                </p>
              )}
            </Card>
            <div className="moment-editor">
              <div className="moment-main">
                <Card title="员工" flush>
                  <MomentReps momentId={momentId} />
                </Card>
                <Card title="点赞和评论" flush>
                  <MomentReactions momentId={momentId} />
                </Card>
              </div>
              <MomentPhone text={text} media={media} />
            </div>
          </>
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
