import type { ChannelGroupView } from '@zhike/shared/contracts/channel-group';
import { useRef, useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { Input, type InputRef } from 'tdesign-react/es/input';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { notifyFailed } from '../../components/notify.ts';
import { useChangeChannelGroups } from './api/change-channel-groups.ts';
import { useChannelGroups } from './api/list-channel-groups.ts';

/** Makes, renames and deletes groups; the codes in a deleted group stay. */
export function GroupDialog({ onClose }: { onClose(): void }) {
  const groups = useChannelGroups();
  const { create } = useChangeChannelGroups();
  const [name, setName] = useState('');
  const input = useRef<InputRef>(null);
  const add = async () => {
    const trimmed = name.trim();
    if (!trimmed) return;
    try {
      await create.mutateAsync({ name: trimmed, sort: groups.data?.items.length ?? 0 });
      setName('');
      // The button goes grey and would drop the focus to the page behind, where Escape does nothing.
      input.current?.focus();
    } catch (error) {
      notifyFailed(error);
    }
  };
  return (
    <Dialog
      visible
      header="管理分组"
      footer={false}
      width="min(480px, calc(100vw - 24px))"
      placement="center"
      onClose={onClose}
    >
      <Loaded query={groups}>
        {({ items }) => (
          <ul>
            {items.map((group) => (
              <GroupRow key={group.id} group={group} />
            ))}
          </ul>
        )}
      </Loaded>
      <div className="row" style={{ marginTop: 12, flexWrap: 'nowrap' }}>
        <Input
          ref={input}
          value={name}
          onChange={setName}
          maxlength={20}
          placeholder="新分组的名称"
          onEnter={() => void add()}
        />
        <Button theme="primary" disabled={name.trim() === ''} loading={create.isPending} onClick={() => void add()}>
          添加
        </Button>
      </div>
    </Dialog>
  );
}

function GroupRow({ group }: { group: ChannelGroupView }) {
  const { update, remove } = useChangeChannelGroups();
  const [name, setName] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const rename = () => {
    if (name?.trim() && name.trim() !== group.name)
      update.mutate({ groupId: group.id, name: name.trim(), sort: group.sort }, { onError: notifyFailed });
    setName(null);
  };
  if (asking)
    return (
      <li className="row" style={{ minHeight: 44 }}>
        删除「{group.name}」?里面的 {group.channelCount} 个渠道码会变成未分组。
        <Button
          size="small"
          theme="danger"
          loading={remove.isPending}
          onClick={() => remove.mutate(group.id, { onError: notifyFailed })}
        >
          删除
        </Button>
        <Button size="small" variant="text" onClick={() => setAsking(false)}>
          不删
        </Button>
      </li>
    );
  return (
    <li className="row" style={{ minHeight: 44, flexWrap: 'nowrap' }}>
      {name === null ? (
        <span style={{ flex: 1 }}>
          {group.name} <span className="fine">{group.channelCount} 个</span>
        </span>
      ) : (
        <Input autofocus value={name} onChange={setName} maxlength={20} onEnter={rename} onBlur={rename} />
      )}
      <button
        type="button"
        className="plain-button"
        aria-label={`改名${group.name}`}
        onClick={() => setName(group.name)}
      >
        <Icon name="edit" size={16} />
      </button>
      <button type="button" className="plain-button" aria-label={`删除${group.name}`} onClick={() => setAsking(true)}>
        <Icon name="trash" size={16} />
      </button>
    </li>
  );
}
