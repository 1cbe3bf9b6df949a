import type { CustomerProfile, RelationView } from '@zhike/shared/contracts/customer';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayAge } from '../../../shared/format/time.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { sayRelation } from './say-relation.ts';
import { StageDot } from './stage-dot.tsx';
import './customer-header.css';

interface CustomerHeaderProps {
  profile: CustomerProfile;
  onStage(): void;
}

const WECOM_USER = 2;

/** Who this is, from where, since when, and where she stands. */
export function CustomerHeader({ profile, onStage }: CustomerHeaderProps) {
  const now = useNow();
  const { name, avatar, type, corpName, myRelation, channel, stage, can } = profile;
  const trouble = troubleOf(profile);
  const addedAt = myRelation?.addedAt ?? profile.lastAddedAt;
  return (
    <header className="customer-header">
      <Avatar src={avatar} name={name} />
      <div className="customer-header-who">
        <div className="customer-header-top">
          <h1 className="customer-header-name">
            {name}
            {type === WECOM_USER ? (
              <span className="mark mark-wecom">@{corpName ?? '企业微信'}</span>
            ) : (
              <span className="mark mark-wechat">@微信</span>
            )}
          </h1>
          <button
            type="button"
            className="stage-pill"
            aria-label={stage ? `客户阶段:${stage.name}` : '设置客户阶段'}
            disabled={!can.editStage}
            onClick={onStage}
          >
            <span>
              {stage ? <StageDot stage={stage} /> : null}
              <span className="stage-pill-name">{stage?.name ?? '设阶段'}</span>
              {can.editStage ? <Icon name="down" size={14} /> : null}
            </span>
          </button>
        </div>
        {myRelation?.remark && myRelation.remark !== name ? (
          <p className="customer-header-remark">备注 {myRelation.remark}</p>
        ) : null}
        <p className="customer-header-origin">
          {channel ? `${channel.name} · ` : ''}
          <time title={exactTime(addedAt)}>{sayAge(addedAt, now)}添加</time>
        </p>
      </div>
      {trouble ? (
        <p className="customer-header-trouble" role="status">
          <Icon name="alert" size={14} />
          {trouble}
        </p>
      ) : null}
    </header>
  );
}

/** Something about the bond that one should know before writing to her. */
function troubleOf({ status, relations, myRelation }: CustomerProfile): string | null {
  const mine = myRelation ?? relations.find((relation: RelationView) => relation.isMine);
  if (mine && mine.status !== 'active') return sayRelation(mine).long;
  if (status === 'lost') return '公司里已没有人是这位客户的好友';
  return null;
}
