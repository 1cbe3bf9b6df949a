import { type FormEvent, useState } from 'react';
import type { TagGroupView, TagView } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';

/** Corp tags as an administrator keeps them; each change reaches the CRM as a callback. */
export function CorpTags() {
  const tags = useResource('GET /control/tags', {}, (event) => event.kind === 'tags');
  const [name, setName] = useState('');
  const { busy, run } = useAction();
  const addGroup = async (event: FormEvent) => {
    event.preventDefault();
    const [groupName = '', ...names] = name.split(/[\s:：,，、]+/).filter(Boolean);
    const added = await run(
      () => control('POST /control/console/tags/create', { body: { groupName, names } }),
      '标签组已新建',
    );
    if (added) setName('');
  };
  return (
    <>
      <form className="inline-form" onSubmit={(event) => void addGroup(event)}>
        <input
          className="text-field"
          required
          value={name}
          placeholder="标签组：标签一 标签二"
          aria-label="新标签组，写法：标签组：标签一 标签二"
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="main-button" disabled={busy}>
          新建
        </button>
      </form>
      {!tags.data && !tags.error ? <SkeletonRows count={3} /> : null}
      {tags.error ? <EmptyState title="标签没有加载出来" text={tags.error.message} /> : null}
      {tags.data?.groups.map((group) => (
        <TagGroup key={group.id} group={group} />
      ))}
    </>
  );
}

function TagGroup({ group }: { group: TagGroupView }) {
  const { busy, run } = useAction();
  const [adding, setAdding] = useState('');
  const addTag = async (event: FormEvent) => {
    event.preventDefault();
    if (
      await run(() =>
        control('POST /control/console/tags/create', { body: { groupId: group.id, names: [adding.trim()] } }),
      )
    )
      setAdding('');
  };
  return (
    <fieldset className="tag-group">
      <legend>
        {group.name}
        <small>{group.createdBy === 'app' ? '知客创建' : '后台创建'}</small>
        <button
          type="button"
          className="icon-button"
          aria-label={`删除标签组 ${group.name}`}
          disabled={busy}
          onClick={() =>
            void run(
              () => control('POST /control/console/tags/delete', { body: { groupId: group.id } }),
              `已删除「${group.name}」`,
            )
          }
        >
          <Icon name="bin" size={14} />
        </button>
      </legend>
      <div className="chips">
        {group.tags.map((tag) => (
          <EditableTag key={tag.id} tag={tag} />
        ))}
        <form onSubmit={(event) => void addTag(event)}>
          <input
            className="chip-field"
            required
            value={adding}
            placeholder="+ 新标签"
            aria-label={`在 ${group.name} 里新建标签`}
            onChange={(event) => setAdding(event.target.value)}
          />
        </form>
      </div>
    </fieldset>
  );
}

function EditableTag({ tag }: { tag: TagView }) {
  const { busy, run } = useAction();
  const [name, setName] = useState<string | null>(null);
  if (name !== null) {
    const save = async (event: FormEvent) => {
      event.preventDefault();
      if (
        await run(
          () => control('POST /control/console/tags/rename', { body: { id: tag.id, name: name.trim() } }),
          '标签已改名',
        )
      )
        setName(null);
    };
    return (
      <form onSubmit={(event) => void save(event)}>
        <input
          className="chip-field"
          autoFocus
          required
          value={name}
          aria-label={`${tag.name} 的新名字，回车保存`}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            // Keeps the dialog open: only this edit is given up.
            if (event.key !== 'Escape') return;
            event.preventDefault();
            setName(null);
          }}
        />
      </form>
    );
  }
  return (
    <span className="chip chip-split">
      <button type="button" title="改名" onClick={() => setName(tag.name)}>
        {tag.name}
      </button>
      <button
        type="button"
        aria-label={`删除标签 ${tag.name}`}
        disabled={busy}
        onClick={() =>
          void run(
            () => control('POST /control/console/tags/delete', { body: { tagId: tag.id } }),
            `已删除「${tag.name}」`,
          )
        }
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
