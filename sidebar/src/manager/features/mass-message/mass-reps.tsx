import { Button } from '../../components/button.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Pill } from '../../components/pill.tsx';
import { useChangeMassMessages, useMassReps } from './api/mass-messages.ts';
import { repStatuses } from './say-mass.ts';
import './mass-message.css';

/** How far each rep is, with a bar of how many of her customers have it. */
export function MassReps({ massMessageId, canRemind }: { massMessageId: string; canRemind: boolean }) {
  const reps = useMassReps(massMessageId);
  const { remind } = useChangeMassMessages();
  const remindOne = (userId: string, name: string) =>
    remind.mutate({ massMessageId, userId }, { onSuccess: () => notifyDone(`已提醒${name}`), onError: notifyFailed });
  return (
    <EndlessList query={reps} empty={<p className="mass-none soft">任务还没有派给员工。</p>}>
      {(items) => (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">员工</th>
                <th scope="col">状态</th>
                <th scope="col">已收到</th>
                <th scope="col">确认时间</th>
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ member, status, customers, sent, confirmedAt }) => (
                <tr key={member.userId}>
                  <td>{member.name}</td>
                  <td>
                    <Pill tone={repStatuses[status].tone}>{repStatuses[status].word}</Pill>
                  </td>
                  <td className="number" data-label="已收到">
                    <span>
                      <progress className="mass-bar" value={sent} max={customers} aria-label={`${member.name}的进度`} />{' '}
                      {sent}/{customers}
                    </span>
                  </td>
                  <td data-label="确认时间" data-empty={confirmedAt === null ? true : undefined}>
                    {confirmedAt === null ? '—' : <Moment at={confirmedAt} />}
                  </td>
                  <td className="right" data-empty={canRemind && status === 'waiting' ? undefined : true}>
                    {canRemind && status === 'waiting' ? (
                      <Button variant="text" onClick={() => remindOne(member.userId, member.name)}>
                        提醒
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </EndlessList>
  );
}
