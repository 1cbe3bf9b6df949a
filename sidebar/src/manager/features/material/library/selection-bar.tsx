import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Field } from '../../../components/field.tsx';
import { notifyDone, notifyFailed } from '../../../components/notify.ts';
import { useMaterialFolders } from '../api/folders.ts';
import { useChangeMaterials } from '../api/change-materials.ts';
import { folderLines } from './folder-rules.ts';
import { FolderSelect } from './folder-select.tsx';
import './selection-bar.css';

interface SelectionBarProps {
  materialIds: readonly string[];
  /** The list shows what is out of use: it can be brought back. */
  isRetired: boolean;
  onDone(): void;
}

/** What can be done with the chosen materials. */
export function SelectionBar({ materialIds, isRetired, onDone }: SelectionBarProps) {
  const { retire, bringBack } = useChangeMaterials();
  const [asking, setAsking] = useState<'move' | 'retire' | null>(null);
  const count = materialIds.length;
  if (count === 0) return null;
  return (
    <div className="selection-bar" role="region" aria-label="已选素材">
      <span role="status">已选 {count} 份</span>
      <Button size="small" variant="outline" onClick={() => setAsking('move')}>
        移动
      </Button>
      {isRetired ? (
        <Button
          size="small"
          variant="outline"
          loading={bringBack.isPending}
          onClick={() =>
            bringBack.mutate(materialIds, {
              onSuccess: () => {
                notifyDone(`${count} 份素材已恢复使用`);
                onDone();
              },
              onError: notifyFailed,
            })
          }
        >
          恢复使用
        </Button>
      ) : (
        <Button size="small" variant="outline" theme="danger" onClick={() => setAsking('retire')}>
          停用
        </Button>
      )}
      <button type="button" className="plain-button" onClick={onDone}>
        取消选择
      </button>
      {asking === 'move' ? (
        <MoveDialog materialIds={materialIds} onMoved={onDone} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'retire' ? (
        <Confirm
          title={`停用 ${count} 份素材`}
          action="停用"
          danger
          onConfirm={async () => {
            await retire.mutateAsync(materialIds);
            notifyDone(`${count} 份素材已停用,可以在「已停用」里恢复`);
            onDone();
          }}
          onClose={() => setAsking(null)}
        >
          停用后员工不能再发送;以前发出的链接打开时会提示「内容已下架」。随时可以恢复。
        </Confirm>
      ) : null}
    </div>
  );
}

function MoveDialog({
  materialIds,
  onMoved,
  onClose,
}: {
  materialIds: readonly string[];
  onMoved(): void;
  onClose(): void;
}) {
  const folders = useMaterialFolders();
  const { move } = useChangeMaterials();
  const [folderId, setFolderId] = useState<string | null>(null);
  return (
    <Confirm
      title={`移动 ${materialIds.length} 份素材`}
      action="移动"
      onConfirm={async () => {
        await move.mutateAsync({ materialIds, folderId });
        notifyDone(`${materialIds.length} 份素材已移动`);
        onMoved();
      }}
      onClose={onClose}
    >
      <Field label="移到">
        <FolderSelect
          label="移到哪个文件夹"
          lines={folderLines(folders.data?.items ?? [])}
          value={folderId}
          none="不放在文件夹里"
          onChange={setFolderId}
        />
      </Field>
    </Confirm>
  );
}
