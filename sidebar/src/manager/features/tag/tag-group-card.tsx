import type { TagGroupView, TagView } from '@zhike/shared/contracts/tag';
import { type ReactNode, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { useChangeTags } from './api/change-tags.ts';
import { moved } from './moved.ts';
import { splitNames } from '../../../shared/format/split-names.ts';
import './tag-group-card.css';

interface TagGroupCardProps {
  group: TagGroupView;
  /** Who may use it, in words. */
  audience: string;
  onEdit(): void;
  /** Buttons that move the group among the others. */
  movers: ReactNode;
}

/** A group with its tags; what this app may not change says why. */
export function TagGroupCard({ group, audience, onEdit, movers }: TagGroupCardProps) {
  const { createTags, orderTags, deleteGroup } = useChangeTags();
  const [names, setNames] = useState('');
  const [asking, setAsking] = useState(false);
  const isForeign = group.tags.some(({ editable }) => !editable);
  const add = async () => {
    const list = splitNames(names);
    if (list.length === 0) return;
    try {
      await createTags.mutateAsync({ groupId: group.id, names: list });
      setNames('');
    } catch (error) {
      notifyFailed(error);
    }
  };
  const move = (index: number, by: -1 | 1) =>
    orderTags.mutate(
      { groupId: group.id, tagIds: moved(group.tags, index, by).map(({ id }) => id) },
      { onError: notifyFailed },
    );

  return (
    <Card
      title={
        <span className="table-person">
          {group.name} <span className="fine">{group.tags.length} 个</span>
          {isForeign ? <Pill>企业微信创建</Pill> : null}
        </span>
      }
      extra={
        <>
          <span className="fine">{audience}</span>
          {movers}
          {group.can.rename || group.can.limitDepartments ? (
            <button type="button" className="plain-button" onClick={onEdit}>
              设置
            </button>
          ) : null}
          {group.can.delete ? (
            <button type="button" className="plain-button danger" onClick={() => setAsking(true)}>
              删除
            </button>
          ) : null}
        </>
      }
    >
      <ul className="tag-rows">
        {group.tags.map((tag, index) => (
          <TagRow
            key={tag.id}
            tag={tag}
            isLastOfGroup={group.tags.length === 1}
            movers={
              group.can.reorder && group.tags.length > 1 ? (
                <>
                  <button
                    type="button"
                    className="tag-tool"
                    aria-label={`前移${tag.name}`}
                    disabled={index === 0 || orderTags.isPending}
                    onClick={() => move(index, -1)}
                  >
                    ‹
                  </button>
                  <button
                    type="button"
                    className="tag-tool"
                    aria-label={`后移${tag.name}`}
                    disabled={index === group.tags.length - 1 || orderTags.isPending}
                    onClick={() => move(index, 1)}
                  >
                    ›
                  </button>
                </>
              ) : null
            }
          />
        ))}
      </ul>
      {group.can.addTags ? (
        <div className="tag-add">
          <Input
            value={names}
            onChange={setNames}
            placeholder="新标签,多个用逗号或空格隔开"
            onEnter={() => void add()}
          />
          <Button
            variant="outline"
            loading={createTags.isPending}
            disabled={splitNames(names).length === 0}
            onClick={() => void add()}
          >
            添加
          </Button>
        </div>
      ) : null}
      {asking ? (
        <Confirm
          title={`删除标签组「${group.name}」`}
          action={`删除 ${group.tags.length} 个标签`}
          danger
          onConfirm={async () => {
            await deleteGroup.mutateAsync(group.id);
            notifyDone('已删除,正在从客户身上移除');
          }}
          onClose={() => setAsking(false)}
        >
          组里的 {group.tags.length} 个标签会从企业微信和所有客户身上移除,无法恢复;客户动态里仍能看到曾经打过。
        </Confirm>
      ) : null}
    </Card>
  );
}

function TagRow({ tag, movers, isLastOfGroup }: { tag: TagView; movers: ReactNode; isLastOfGroup: boolean }) {
  const { renameTag, deleteTag } = useChangeTags();
  const [name, setName] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const rename = () => {
    const wanted = name?.trim();
    if (wanted && wanted !== tag.name) renameTag.mutate({ tagId: tag.id, name: wanted }, { onError: notifyFailed });
    setName(null);
  };
  if (name !== null)
    return (
      <li className="tag-row">
        <Input autofocus value={name} onChange={setName} maxlength={30} onEnter={rename} onBlur={rename} />
      </li>
    );
  return (
    <li className="tag-row">
      <span>{tag.name}</span>
      {movers}
      {tag.editable ? (
        <>
          <button type="button" className="tag-tool" aria-label={`改名${tag.name}`} onClick={() => setName(tag.name)}>
            <Icon name="edit" size={14} />
          </button>
          <button type="button" className="tag-tool" aria-label={`删除${tag.name}`} onClick={() => setAsking(true)}>
            <Icon name="close" size={14} />
          </button>
        </>
      ) : null}
      {asking ? (
        <Confirm
          title={`删除标签「${tag.name}」`}
          action="删除"
          danger
          onConfirm={async () => {
            await deleteTag.mutateAsync(tag.id);
            notifyDone('已删除,正在从客户身上移除');
          }}
          onClose={() => setAsking(false)}
        >
          这个标签会从企业微信和所有客户身上移除,无法恢复。
          {isLastOfGroup ? '它是组里最后一个标签,标签组会一起删除。' : ''}
        </Confirm>
      ) : null}
    </li>
  );
}
