import { useState } from 'react';
import type { RelationView } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useResource } from '../api/use-resource.ts';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { useAction } from '../ui/use-action.ts';

/** Tags of one customer as the rep sets them in the client; WeCom then tells the CRM. */
export function TagDialog({ relation, onClose }: { relation: RelationView; onClose: () => void }) {
  const tags = useResource('GET /control/tags', {}, (event) => event.kind === 'tags');
  const before = new Set(relation.tags.map((tag) => tag.id));
  const [chosen, setChosen] = useState(before);
  const { busy, run } = useAction();

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const save = async () => {
    const addTags = [...chosen].filter((id) => !before.has(id));
    const removeTags = [...before].filter((id) => !chosen.has(id));
    const { userId, externalUserId } = relation;
    const saved = await run(
      () => control('POST /control/friends/edit', { body: { userId, externalUserId, addTags, removeTags } }),
      '标签已更新',
    );
    if (saved) onClose();
  };
  return (
    <Dialog
      title="标签"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="plain-button" onClick={onClose}>
            取消
          </button>
          <button type="button" className="main-button" disabled={busy} onClick={() => void save()}>
            保存
          </button>
        </>
      }
    >
      {!tags.data && !tags.error ? <SkeletonRows count={3} /> : null}
      {tags.error ? <EmptyState title="标签没有加载出来" text={tags.error.message} /> : null}
      {tags.data?.groups.length === 0 ? (
        <EmptyState title="企业还没有标签" text="在上方「企业」里新建，或在知客的标签页里新建。" />
      ) : null}
      {tags.data?.groups.map((group) => (
        <fieldset key={group.id} className="tag-group">
          <legend>{group.name}</legend>
          <div className="chips">
            {group.tags.map((tag) => (
              <button
                key={tag.id}
                type="button"
                className="chip"
                aria-pressed={chosen.has(tag.id)}
                onClick={() => toggle(tag.id)}
              >
                {tag.name}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </Dialog>
  );
}
