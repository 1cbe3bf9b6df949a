import type { GroupTagGroupView } from '@zhike/shared/contracts/group-tag';
import { type FormEvent, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { splitNames } from '../../shared/format/split-names.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useChangeGroupTags, useGroupTags } from '../features/group/api/group-tags.ts';
import { NameDialog } from '../features/group/name-dialog.tsx';
import '../components/tag-chips.css';
import '../features/group/group.css';

type Asking =
  | { what: 'create' }
  | { what: 'rename-group' | 'delete-group'; group: GroupTagGroupView }
  | { what: 'tag'; tag: { id: string; name: string } };

export function GroupTagsPage() {
  const library = useGroupTags();
  const [asking, setAsking] = useState<Asking | null>(null);
  return (
    <Page
      title="群标签"
      hint="给客户群分类用,和客户标签分开;只在这里和侧边栏里使用,不写入企业微信。"
      actions={
        library.data?.can.edit ? (
          <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => setAsking({ what: 'create' })}>
            新建标签组
          </Button>
        ) : null
      }
    >
      <Loaded query={library}>
        {({ items, can }) =>
          items.length === 0 ? (
            <Card>
              <StateView title="还没有群标签" hint="例如「用途:售后、活动、老客户」,之后可以按标签找群。" />
            </Card>
          ) : (
            items.map((group) => <GroupCard key={group.id} group={group} canEdit={can.edit} onAsk={setAsking} />)
          )
        }
      </Loaded>
      {asking ? <Ask asking={asking} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}

interface GroupCardProps {
  group: GroupTagGroupView;
  canEdit: boolean;
  onAsk(asking: Asking): void;
}

function GroupCard({ group, canEdit, onAsk }: GroupCardProps) {
  const { add } = useChangeGroupTags();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const names = splitNames(text);
    if (names.length === 0) return;
    add.mutate({ groupId: group.id, names }, { onError: notifyFailed, onSuccess: () => setText('') });
  };
  return (
    <Card
      title={group.name}
      extra={
        canEdit ? (
          <>
            <button type="button" className="plain-button" onClick={() => onAsk({ what: 'rename-group', group })}>
              改名
            </button>
            <button
              type="button"
              className="plain-button danger"
              onClick={() => onAsk({ what: 'delete-group', group })}
            >
              删除
            </button>
          </>
        ) : null
      }
    >
      <div className="tag-picker-tags">
        {group.tags.map((tag) => (
          <button
            key={tag.id}
            type="button"
            className="tag-picker-tag"
            disabled={!canEdit}
            onClick={() => onAsk({ what: 'tag', tag })}
          >
            {tag.name}
          </button>
        ))}
      </div>
      {canEdit ? (
        <form className="group-tag-form" onSubmit={submit}>
          <Input value={text} onChange={setText} placeholder="添加标签,多个用空格隔开" />
          <Button type="submit" variant="outline" loading={add.isPending}>
            添加
          </Button>
        </form>
      ) : null}
    </Card>
  );
}

function Ask({ asking, onClose }: { asking: Asking; onClose(): void }) {
  const change = useChangeGroupTags();
  switch (asking.what) {
    case 'create':
      return <CreateDialog onClose={onClose} />;
    case 'rename-group':
      return (
        <NameDialog
          title="修改标签组"
          name={asking.group.name}
          onSave={(name) => change.renameGroup.mutateAsync({ groupId: asking.group.id, name })}
          onClose={onClose}
        />
      );
    case 'delete-group':
      return (
        <Confirm
          title={`删除标签组「${asking.group.name}」?`}
          action="删除"
          danger
          onConfirm={() => change.removeGroup.mutateAsync(asking.group.id)}
          onClose={onClose}
        >
          组里的 {asking.group.tags.length} 个标签会从所有群上移除。
        </Confirm>
      );
    case 'tag':
      return <TagDialog tag={asking.tag} onClose={onClose} />;
  }
}

function TagDialog({ tag, onClose }: { tag: { id: string; name: string }; onClose(): void }) {
  const { rename, remove } = useChangeGroupTags();
  const [name, setName] = useState(tag.name);
  const [isRemoving, setRemoving] = useState(false);
  if (isRemoving)
    return (
      <Confirm
        title={`删除标签「${tag.name}」?`}
        action="删除"
        danger
        onConfirm={() => remove.mutateAsync(tag.id)}
        onClose={onClose}
      >
        它会从所有群上移除。
      </Confirm>
    );
  return (
    <Confirm
      title="修改群标签"
      action="保存"
      disabled={name.trim() === ''}
      closeOnOverlayClick={false}
      onConfirm={() => rename.mutateAsync({ tagId: tag.id, name: name.trim() })}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          名称
          <Input value={name} onChange={setName} maxlength={30} />
        </label>
        <button type="button" className="plain-button danger" onClick={() => setRemoving(true)}>
          删除这个标签
        </button>
      </div>
    </Confirm>
  );
}

function CreateDialog({ onClose }: { onClose(): void }) {
  const { create } = useChangeGroupTags();
  const [name, setName] = useState('');
  const [tags, setTags] = useState('');
  const tagNames = splitNames(tags);
  return (
    <Confirm
      title="新建标签组"
      action="保存"
      disabled={name.trim() === '' || tagNames.length === 0}
      closeOnOverlayClick={false}
      onConfirm={() => create.mutateAsync({ name: name.trim(), tagNames })}
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          标签组
          <Input value={name} onChange={setName} maxlength={30} placeholder="例如:用途" />
        </label>
        <label>
          标签
          <Input value={tags} onChange={setTags} placeholder="多个用空格隔开,例如:售后 活动" />
        </label>
      </div>
    </Confirm>
  );
}
