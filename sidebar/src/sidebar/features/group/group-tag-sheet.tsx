import type { GroupTagRef } from '@zhike/shared/contracts/group-chat';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useChangeGroupTag, useGroupTags } from './api/group-tags.ts';
import '../../components/tag-chip.css';
import './group.css';

/** Group tags as chips that are on or off; saving is instant. */
export function GroupTagSheet({
  chatId,
  tags,
  onClose,
}: {
  chatId: string;
  tags: readonly GroupTagRef[];
  onClose(): void;
}) {
  const library = useGroupTags();
  const change = useChangeGroupTag(chatId);
  const isOn = (id: string) => tags.some(({ tagId }) => tagId === id);
  return (
    <Sheet title="群标签" onClose={onClose}>
      {library.isPending ? <Skeleton lines={3} /> : null}
      {library.isError && !library.data ? (
        <Failed error={library.error} onRetry={() => void library.refetch()} />
      ) : null}
      {library.data?.items.length === 0 ? (
        <StateView title="还没有群标签" hint="请管理员在管理后台的「群标签」里新建" />
      ) : null}
      {library.data?.items.map((group) => (
        <section key={group.id} className="group-tag-section">
          <h3 className="quiet small">{group.name}</h3>
          <div className="group-tag-chips">
            {group.tags.map(({ id, name }) => (
              <button
                key={id}
                type="button"
                className="tag-chip"
                aria-pressed={isOn(id)}
                onClick={() => change({ tag: { tagId: id, name }, on: !isOn(id) })}
              >
                <span>{name}</span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </Sheet>
  );
}
