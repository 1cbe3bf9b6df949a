import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Confirm } from '../../../components/confirm.tsx';
import { Field } from '../../../components/field.tsx';
import { notifyDone } from '../../../components/notify.ts';
import { useChangeFolders } from '../api/folders.ts';
import { type FolderLine, placesFor, withBelow } from './folder-rules.ts';
import { FolderSelect } from './folder-select.tsx';

/** `create` below `folder`, or on the first level. */
export interface FolderAct {
  kind: 'create' | 'rename' | 'move' | 'remove';
  folder: FolderLine | null;
}

interface FolderDialogsProps {
  act: FolderAct;
  lines: readonly FolderLine[];
  onRemoved(folder: FolderLine): void;
  onClose(): void;
}

/** Makes, renames, moves and removes a folder. */
export function FolderDialogs({ act: { kind, folder }, lines, onRemoved, onClose }: FolderDialogsProps) {
  const { create, update, remove } = useChangeFolders();
  if (kind === 'create')
    return (
      <NameDialog
        title={folder ? `在「${folder.name}」里新建文件夹` : '新建文件夹'}
        name=""
        action="新建"
        onConfirm={(name) => create.mutateAsync({ name, parentId: folder?.id ?? null })}
        onClose={onClose}
      />
    );
  if (!folder) return null;
  if (kind === 'rename')
    return (
      <NameDialog
        title={`给「${folder.name}」改名`}
        name={folder.name}
        action="保存"
        onConfirm={(name) => update.mutateAsync({ folderId: folder.id, name, parentId: folder.parentId })}
        onClose={onClose}
      />
    );
  if (kind === 'move')
    return (
      <PlaceDialog
        folder={folder}
        lines={lines}
        onConfirm={(parentId) => update.mutateAsync({ folderId: folder.id, name: folder.name, parentId })}
        onClose={onClose}
      />
    );
  const below = withBelow(lines, folder.id).length - 1;
  const above = lines.find(({ id }) => id === folder.parentId);
  return (
    <Confirm
      title={`删除文件夹「${folder.name}」`}
      action="删除"
      danger
      onConfirm={async () => {
        await remove.mutateAsync(folder.id);
        onRemoved(folder);
        notifyDone('文件夹已删除,里面的素材还在');
      }}
      onClose={onClose}
    >
      只删除文件夹本身。
      {folder.count > 0 ? `里面的 ${folder.count} 份素材` : '里面没有直接放素材'}
      {below > 0 ? `${folder.count > 0 ? '和' : ','} ${below} 个下级文件夹` : ''}
      {folder.count + below > 0 ? `会移到${above ? `「${above.name}」` : '最上层'}` : ''}。
    </Confirm>
  );
}

function NameDialog({
  title,
  name: start,
  action,
  onConfirm,
  onClose,
}: {
  title: string;
  name: string;
  action: string;
  onConfirm(name: string): Promise<unknown>;
  onClose(): void;
}) {
  const [name, setName] = useState(start);
  return (
    <Confirm
      title={title}
      action={action}
      disabled={name.trim() === '' || name.trim() === start}
      closeOnOverlayClick={false}
      onConfirm={() => onConfirm(name.trim())}
      onClose={onClose}
    >
      <Input value={name} onChange={setName} placeholder="例如:产品资料" maxlength={20} showLimitNumber autofocus />
    </Confirm>
  );
}

function PlaceDialog({
  folder,
  lines,
  onConfirm,
  onClose,
}: {
  folder: FolderLine;
  lines: readonly FolderLine[];
  onConfirm(parentId: string | null): Promise<unknown>;
  onClose(): void;
}) {
  const [parentId, setParentId] = useState(folder.parentId);
  return (
    <Confirm
      title={`移动文件夹「${folder.name}」`}
      action="移动"
      disabled={parentId === folder.parentId}
      onConfirm={() => onConfirm(parentId)}
      onClose={onClose}
    >
      <Field label="移到" hint={`连同里面的 ${folder.total} 份素材一起移动;文件夹最多三层。`}>
        <FolderSelect
          label="移到哪个文件夹"
          lines={placesFor(lines, folder)}
          value={parentId}
          none="最上层"
          onChange={setParentId}
        />
      </Field>
    </Confirm>
  );
}
