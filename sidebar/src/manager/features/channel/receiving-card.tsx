import type { ChannelView } from '@zhike/shared/contracts/channel';
import { Avatar } from '../../components/avatar.tsx';
import { Moment } from '../../components/figures.tsx';
import { Pill } from '../../components/pill.tsx';
import { Card } from '../../components/page.tsx';
import { receivingReasons, restingReasons, sayProblem } from './channel-status.tsx';
import './receiving-card.css';

/** Who receives whoever scans now, who rests and why, and what is wrong. */
export function ReceivingCard({ channel }: { channel: ChannelView }) {
  const { receivingNow, members, problem, inWecom, status } = channel;
  const isReceiving = (userId: string) => receivingNow.userIds.includes(userId);
  const people = members.map((member) => ({
    ...member,
    resting: receivingNow.resting.find(({ userId }) => userId === member.userId)?.why,
  }));
  return (
    <Card
      title="现在谁接待"
      extra={
        inWecom || status === 'draft' ? null : (
          <Pill tone="warning" title="通常几秒内完成">
            正在同步到企业微信
          </Pill>
        )
      }
    >
      {problem ? (
        <p className="receiving-problem" role="alert">
          {sayProblem(problem.code)}
          {problem.userIds.length > 0
            ? `:${problem.userIds.map((id) => members.find(({ userId }) => userId === id)?.name ?? id).join('、')}`
            : ''}
          (<Moment at={problem.at} />)
        </p>
      ) : null}
      <p className="soft">{receivingReasons[receivingNow.why]}</p>
      <ul className="receiving-list">
        {people.map((member) => (
          <li key={member.userId} className="receiving-row">
            <Avatar name={member.name} src={member.avatar} size={32} />
            <span className="receiving-words">
              {member.name}
              <span className="fine">
                今天 {member.addedToday} 人{member.dailyCap === null ? '' : ` / 上限 ${member.dailyCap}`}
                {member.overCapToday > 0 ? `,其中 ${member.overCapToday} 人超出上限` : ''}
              </span>
            </span>
            {member.isSpare ? <Pill>备用</Pill> : null}
            {isReceiving(member.userId) ? (
              <Pill tone="good">接待中</Pill>
            ) : member.resting ? (
              <Pill tone={member.resting === 'left' || member.resting === 'unusable' ? 'bad' : 'plain'}>
                {restingReasons[member.resting]}
              </Pill>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
