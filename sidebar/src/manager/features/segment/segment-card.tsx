import type { SegmentView } from '@zhike/shared/contracts/segment';
import { Link } from 'react-router';
import { sayCounted, useCustomerCount } from '../../components/customer-count.ts';
import { Pill } from '../../components/pill.tsx';
import { sayVisibility } from './say-visibility.ts';
import './segment-card.css';

interface SegmentCardProps {
  segment: SegmentView;
  onCopy(): void;
  onRemove(): void;
}

/** A segment in words, with how many are in it now, as far as the viewer sees them. */
export function SegmentCard({ segment, onCopy, onRemove }: SegmentCardProps) {
  const count = useCustomerCount({ filter: segment.filter });
  return (
    <li className="segment-card">
      <div className="segment-words">
        <p className="segment-head">
          <Link className="segment-name" to={`/segments/${segment.id}`}>
            {segment.name}
          </Link>
          <Pill>{sayVisibility(segment.visibility)}</Pill>
          <span className="fine soft">{segment.owner.name}</span>
        </p>
        {segment.description ? <p>{segment.description}</p> : null}
        <p className="soft segment-sentence">{segment.sentence}</p>
      </div>
      <Link
        className="segment-count number"
        to={`/customers?segment=${segment.id}`}
        aria-label={`查看${segment.name}里的客户`}
      >
        {count ? sayCounted(count) : '…'}
        <span className="fine"> 位客户</span>
      </Link>
      <div className="table-actions">
        <Link to={`/segments/${segment.id}`}>{segment.can.edit ? '编辑' : '查看'}</Link>
        <button type="button" className="plain-button" onClick={onCopy}>
          复制
        </button>
        {segment.can.edit ? (
          <button type="button" className="plain-button danger" onClick={onRemove}>
            删除
          </button>
        ) : null}
      </div>
    </li>
  );
}
