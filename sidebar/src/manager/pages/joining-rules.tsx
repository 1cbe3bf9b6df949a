import type { GroupJoinSubject } from '@zhike/shared/contracts/group-chat';
import { useState } from 'react';
import { Pill } from '../components/pill.tsx';
import { RulesCard } from '../features/group/rules-card.tsx';
import { useTagGroups } from '../features/tag/api/list-tag-groups.ts';
import { TagsDialog } from '../features/tag/tags-dialog.tsx';

/** What customer tags are called. */
export function useTagNames(): (tagId: string) => string | undefined {
  const library = useTagGroups();
  const names = new Map((library.data?.items ?? []).flatMap((group) => group.tags.map(({ id, name }) => [id, name])));
  return (tagId) => names.get(tagId);
}

/** What a joining of this group, or through this code, leads to. */
export function JoiningRules({ subject }: { subject: GroupJoinSubject }) {
  const tagName = useTagNames();
  return (
    <RulesCard
      subject={subject}
      tagName={tagName}
      tags={({ tagIds }, save) => <CustomerTags tagIds={tagIds} tagName={tagName} save={save} />}
    />
  );
}

interface CustomerTagsProps {
  tagIds: string[];
  tagName(tagId: string): string | undefined;
  save(tagIds: string[]): void;
}

/** Which customer tags those who join get. */
function CustomerTags({ tagIds, tagName, save }: CustomerTagsProps) {
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="group-rule">
      <span className="group-member-words">
        给客户打标签
        <span className="group-name">
          {tagIds.length > 0 ? (
            tagIds.map((id) => <Pill key={id}>{tagName(id) ?? '已删除的标签'}</Pill>)
          ) : (
            <span className="fine">不打标签</span>
          )}
        </span>
      </span>
      <button type="button" className="plain-button" onClick={() => setChoosing(true)}>
        选择
      </button>
      {choosing ? (
        <TagsDialog title="进群后给客户打标签" chosen={tagIds} onChange={save} onClose={() => setChoosing(false)} />
      ) : null}
    </div>
  );
}
