import type { TaskView } from '@zhike/shared/contracts/task';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Icon } from '../../components/icon.tsx';
import { useRevealPhones } from './api/reveal-phones.ts';

/** What the rep does to finish it, where a tap helps. */
export function TaskActionBox({ task }: { task: TaskView }) {
  const reveal = useRevealPhones();
  const { action, customer } = task;
  if (action?.kind === 'send') {
    const { materialIds, scriptId, text } = action;
    const what = [
      text ? '祝福语' : null,
      materialIds.length > 0 ? `${materialIds.length} 份素材` : null,
      scriptId ? '一段话术' : null,
    ];
    const said = what.filter((one) => one !== null).join('和');
    return <p className="explanation">要发给客户:{said || '准备好的内容'}</p>;
  }
  if (action?.kind !== 'call' || !customer) return null;
  return (
    <div className="explanation">
      {reveal.data ? (
        reveal.data.phones.length > 0 ? (
          reveal.data.phones.map(({ relationId, phone }) => (
            <a key={`${relationId}.${phone}`} className="task-phone" href={`tel:${phone}`}>
              {phone}
            </a>
          ))
        ) : (
          <p className="task-card-reason">还没有手机号,在企业微信的备注里填写后会出现在这里</p>
        )
      ) : (
        <button type="button" className="button" disabled={reveal.isPending} onClick={() => reveal.mutate(customer.id)}>
          <Icon name="eye" size={16} /> {reveal.isPending ? '正在读取…' : '查看电话号码'}
        </button>
      )}
      <p className="quiet small task-card-reason">{reveal.data ? '这次查看已留下记录' : '查看完整号码会留下记录'}</p>
      {reveal.isError ? (
        <p className="field-problem" role="alert">
          {phraseOf(reveal.error)}
        </p>
      ) : null}
    </div>
  );
}
