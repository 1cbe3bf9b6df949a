import type { ChannelAddition } from '@zhike/shared/contracts/channel';
import { Link } from 'react-router';
import { Dialog } from 'tdesign-react/es/dialog';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayDay, startOfDay } from '../../../shared/format/time.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { type CountedAdditions, useChannelAdditions } from './api/list-channel-additions.ts';
import './additions-dialog.css';

interface AdditionsDialogProps {
  of: CountedAdditions;
  onClose(): void;
}

/** Who it was that a channel's figure counts. Mounted only while it is open. */
export function AdditionsDialog({ of, onClose }: AdditionsDialogProps) {
  const additions = useChannelAdditions(of);
  const now = useNow();
  const { from, to } = of.range;
  const say = (day: string) => sayDay(startOfDay(day), now);
  const days = from === to ? say(from) : `${say(from)}至${say(to)}`;
  return (
    <Dialog
      visible
      header={`${of.counted === 'added' ? '新增' : '流失'} · ${days}`}
      width="min(560px, calc(100vw - 24px))"
      placement="center"
      footer={false}
      onClose={onClose}
    >
      <div className="additions" tabIndex={0} role="region" aria-label="名单">
        <EndlessList query={additions} empty={<StateView title="这段时间没有" hint="换一个时间范围看看。" />}>
          {(items) => (
            <ul>
              {items.map((addition) => (
                <AdditionRow key={addition.id} addition={addition} counted={of.counted} />
              ))}
            </ul>
          )}
        </EndlessList>
      </div>
    </Dialog>
  );
}

function AdditionRow({ addition, counted }: { addition: ChannelAddition; counted: 'added' | 'lost' }) {
  const { customer, rep, at, lostAt, isHidden, overCap } = addition;
  const isLostSince = counted === 'added' && lostAt !== null;
  return (
    <li className="addition">
      <Avatar name={customer?.name ?? '?'} src={customer?.avatar ?? null} size={32} />
      <span className="addition-words">
        {customer ? (
          <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
        ) : (
          <span className="soft">{isHidden ? '不在你的数据范围内的客户' : '没有归档的客户'}</span>
        )}
        <span className="fine">
          添加了{rep.name}
          {overCap ? ' · 超过当天上限' : ''}
          {isLostSince ? ' · 后来流失' : ''}
        </span>
      </span>
      <Moment at={counted === 'lost' && lostAt !== null ? lostAt : at} />
    </li>
  );
}
