import type { MassMessageView } from '@zhike/shared/contracts/mass-message';
import { Link } from 'react-router';
import { Count, Moment } from '../../components/figures.tsx';
import { Pill } from '../../components/pill.tsx';
import { statuses } from './say-mass.ts';
import './mass-message.css';

interface MassTableProps {
  messages: readonly MassMessageView[];
  onRemove(message: MassMessageView): void;
}

export function MassTable({ messages, onRemove }: MassTableProps) {
  return (
    <ul>
      {messages.map((message) => (
        <li key={message.id} className="mass-row">
          <div className="mass-words">
            <p className="mass-head">
              <Link className="mass-name" to={pathOf(message)}>
                {message.name}
              </Link>
              <Pill tone={statuses[message.status].tone}>{statuses[message.status].word}</Pill>
              {message.texts.length > 1 ? <Pill>两版文字</Pill> : null}
            </p>
            <p className="soft mass-line">{message.texts[0] || '(只有素材)'}</p>
            <p className="fine soft">
              {message.sentence} · {message.createdBy.name} · <When message={message} />
            </p>
          </div>
          {message.can.edit ? null : (
            <p className="mass-figures">
              <strong className="number">
                <Count value={message.counts.sent} />
              </strong>
              <span className="fine">
                {' '}
                / <Count value={message.counts.total} /> 位已收到
              </span>
              <br />
              <span className="fine">
                {message.reps.confirmed}/{message.reps.total} 位员工已确认
              </span>
            </p>
          )}
          <div className="table-actions">
            <Link to={pathOf(message)}>{message.can.edit ? '编辑' : '查看'}</Link>
            {message.can.delete ? (
              <button type="button" className="plain-button danger" onClick={() => onRemove(message)}>
                删除
              </button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

const pathOf = ({ id, status }: Pick<MassMessageView, 'id' | 'status'>) =>
  status === 'draft' ? `/mass-messages/${id}/edit` : `/mass-messages/${id}`;

function When({ message: { startedAt, startAt, createdAt } }: { message: MassMessageView }) {
  if (startedAt !== null) return <Moment at={startedAt} />;
  if (startAt === null) return <Moment at={createdAt} />;
  return (
    <>
      将于 <Moment at={startAt} />
    </>
  );
}
