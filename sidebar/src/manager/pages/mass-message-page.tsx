import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import type { MassMessageView, MassOutcome } from '@zhike/shared/contracts/mass-message';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useChangeMassMessages, useMassMessage } from '../features/mass-message/api/mass-messages.ts';
import { PhonePreview } from '../features/mass-message/phone-preview.tsx';
import { MassReps } from '../features/mass-message/mass-reps.tsx';
import { MassResults } from '../features/mass-message/mass-results.tsx';
import { TextComparison } from '../features/mass-message/text-comparison.tsx';
import { outcomes, statuses } from '../features/mass-message/say-mass.ts';
import '../components/table.css';

const back = { to: '/mass-messages', label: '群发' };

/** How far a mass message is: by rep and by customer. */
export function MassMessagePage() {
  const { massMessageId } = useParams();
  const message = useMassMessage(massMessageId);
  return (
    <Page
      title={message.data?.name ?? '群发'}
      back={back}
      hint={message.data?.sentence}
      actions={message.data ? <Acts message={message.data} /> : null}
    >
      <Loaded query={message}>{(found) => <Progress message={found} />}</Loaded>
    </Page>
  );
}

function Acts({ message }: { message: MassMessageView }) {
  const { remind, cancel } = useChangeMassMessages();
  const [cancelling, setCancelling] = useState(false);
  const { id, name, can, status } = message;
  return (
    <>
      {can.remind ? (
        <Button
          variant="outline"
          loading={remind.isPending}
          onClick={() =>
            remind.mutate(
              { massMessageId: id },
              { onSuccess: ({ reminded }) => notifyDone(`已提醒 ${reminded} 位员工`), onError: notifyFailed },
            )
          }
        >
          提醒没确认的员工
        </Button>
      ) : null}
      {can.cancel ? (
        <Button variant="outline" theme="danger" onClick={() => setCancelling(true)}>
          {status === 'scheduled' ? '取消定时' : '取消群发'}
        </Button>
      ) : null}
      {cancelling ? (
        <Confirm
          title={`取消群发「${name}」`}
          action={status === 'scheduled' ? '取消定时' : '取消群发'}
          danger
          onConfirm={() => cancel.mutateAsync(id)}
          onClose={() => setCancelling(false)}
        >
          {status === 'scheduled' ? '变回草稿,不会发给任何人。' : '还没确认的员工不再发送;已经发出的消息收不回来。'}
        </Confirm>
      ) : null}
    </>
  );
}

function Progress({ message }: { message: MassMessageView }) {
  const [outcome, setOutcome] = useState<MassOutcome | undefined>(undefined);
  const { counts, status, texts, materials, problem, reps } = message;
  const options = outcomes
    .filter((one) => one.count(counts) > 0)
    .map((one) => ({ value: one.outcome, label: `${one.word} ${one.count(counts)}` }));
  return (
    <>
      <Card>
        <p>
          <Pill tone={statuses[status].tone}>{statuses[status].word}</Pill> {reps.confirmed}/{reps.total} 位员工已确认,
          {counts.sent}/{counts.total} 位客户已收到
        </p>
        {problem ? <p className="mass-warning">{errorPhrases[problem] ?? problem}</p> : null}
      </Card>
      {texts.length > 1 ? (
        <Card title="哪一版更好">
          <TextComparison massMessageId={message.id} />
        </Card>
      ) : null}
      <Card title="员工" flush>
        <MassReps massMessageId={message.id} canRemind={message.can.remind} />
      </Card>
      <Card title="客户" flush>
        <div className="mass-filter">
          <FilterChips
            label="结果"
            options={[{ value: 'every', label: `全部 ${counts.total}` }, ...options]}
            value={outcome ?? 'every'}
            onChange={(value) => setOutcome(value === 'every' ? undefined : value)}
          />
        </div>
        <MassResults massMessageId={message.id} outcome={outcome} variants={texts.length} />
      </Card>
      <Card title="内容">
        {texts.map((text, index) => (
          <PhonePreview key={index} text={text} materials={materials} />
        ))}
      </Card>
    </>
  );
}
