import type { GroupView } from '@zhike/shared/contracts/group-chat';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { Icon } from '../../components/icon.tsx';
import '../../components/tag-chip.css';
import './group.css';

/** Which group this is, whose, how many are in it, and its tags. */
export function GroupHeader({ group, onTags }: { group: GroupView; onTags(): void }) {
  const { name, owner, memberCount, customerCount, joinedToday, leftToday, tags, problem, status } = group;
  const today = [joinedToday > 0 ? `今天进群 ${joinedToday}` : '', leftToday > 0 ? `退群 ${leftToday}` : '']
    .filter(Boolean)
    .join(',');
  return (
    <header className="group-header">
      <h1 className="group-header-name">{name || '未命名的群'}</h1>
      <p className="group-header-line">
        {memberCount} 人 · 客户 {customerCount} 人 · 群主{owner.name}
      </p>
      {today ? <p className="group-header-line">{today}</p> : null}
      <div className="group-tag-chips">
        {tags.map(({ tagId, name: tagName }) => (
          <span key={tagId} className="tag-chip group-tag-shown">
            <span>{tagName}</span>
          </span>
        ))}
        <button type="button" className="tag-chip tag-chip-add" aria-label="群标签" onClick={onTags}>
          <span>
            <Icon name="plus" size={14} />
            {tags.length === 0 ? '群标签' : null}
          </span>
        </button>
      </div>
      {problem || status !== 'normal' ? (
        <p className="group-header-trouble" role="status">
          <Icon name="alert" size={14} />
          {status === 'dismissed' ? '群已解散' : problem ? errorPhrases[problem] : '群主已离职,等待继承'}
        </p>
      ) : null}
    </header>
  );
}
