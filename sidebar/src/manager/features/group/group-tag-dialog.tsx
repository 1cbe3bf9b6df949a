import { useState } from 'react';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useGroupTags, useTagGroup } from './api/group-tags.ts';
import '../../components/tag-chips.css';

/** Puts group tags on a group. Mounted only while it is open. */
export function GroupTagDialog({
  chatId,
  chosen,
  onClose,
}: {
  chatId: string;
  chosen: readonly string[];
  onClose(): void;
}) {
  const library = useGroupTags();
  const change = useTagGroup(chatId);
  const [tagIds, setTagIds] = useState([...chosen]);
  const toggle = (id: string) => setTagIds(tagIds.includes(id) ? tagIds.filter((one) => one !== id) : [...tagIds, id]);
  const save = () =>
    change.mutateAsync({
      add: tagIds.filter((id) => !chosen.includes(id)),
      remove: chosen.filter((id) => !tagIds.includes(id)),
    });
  return (
    <Confirm title="群标签" action={`确定(${tagIds.length} 个)`} onConfirm={save} onClose={onClose}>
      <Loaded query={library}>
        {({ items }) =>
          items.length === 0 ? (
            <StateView title="还没有群标签" hint="请先在「群标签」页新建" />
          ) : (
            items.map((group) => (
              <section key={group.id} className="tag-picker-group">
                <h3 className="fine">{group.name}</h3>
                <div className="tag-picker-tags">
                  {group.tags.map((tag) => (
                    <button
                      key={tag.id}
                      type="button"
                      className="tag-picker-tag"
                      aria-pressed={tagIds.includes(tag.id)}
                      onClick={() => toggle(tag.id)}
                    >
                      {tag.name}
                    </button>
                  ))}
                </div>
              </section>
            ))
          )
        }
      </Loaded>
    </Confirm>
  );
}
