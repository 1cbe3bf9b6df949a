import { type ReactNode, useState } from 'react';
import { Icon } from '../../../components/icon.tsx';
import { notifyFailed } from '../../../components/notify.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useChangeFolders, useMaterialFolders } from '../api/folders.ts';
import { type FolderAct, FolderDialogs } from './folder-dialogs.tsx';
import { FOLDER_DRAG, MATERIAL_DRAG, readDrag } from './folder-drag.ts';
import { folderLines, type FolderLine, MAX_DEPTH, orderWith, pathOf } from './folder-rules.ts';
import './folder-tree.css';

interface FolderTreeProps {
  /** The chosen folder; null: all. */
  value: string | null;
  mayEdit: boolean;
  onChange(folderId: string | null): void;
  /** Materials were dropped on a folder; null: outside all. */
  onMove(materialIds: string[], folderId: string | null): void;
}

/** Folders of three levels; what can be done to the chosen one stands below its name, so that keys and fingers reach it. */
export function FolderTree({ value, mayEdit, onChange, onMove }: FolderTreeProps) {
  const folders = useMaterialFolders();
  const { reorder } = useChangeFolders();
  const [act, setAct] = useState<FolderAct | null>(null);
  // On a phone the tree unfolds when it is asked for; on a desk it always stands there.
  const [isOpen, setOpen] = useState(false);
  const choose = (folderId: string | null) => {
    setOpen(false);
    onChange(folderId);
  };
  return (
    <nav className="folder-tree" aria-label="文件夹">
      <Loaded query={folders} lines={4}>
        {({ items }) => {
          const lines = folderLines(items);
          const put = (folderId: string, before: string | null) => {
            const next = orderWith(lines, folderId, before);
            if (next) reorder.mutate(next, { onError: notifyFailed });
          };
          return (
            <>
              <button
                type="button"
                className="folder-tree-toggle plain-button"
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                <Icon name="folder" size={16} />
                {pathOf(lines, value) || '全部素材'}
                <Icon name={isOpen ? 'up' : 'down'} size={14} />
              </button>
              <div className={isOpen ? 'folder-tree-body' : 'folder-tree-body folder-tree-folded'}>
                <DropRow onMaterials={(ids) => onMove(ids, null)} disabled={!mayEdit}>
                  <button
                    type="button"
                    className="folder-name"
                    aria-current={value === null ? 'true' : undefined}
                    onClick={() => choose(null)}
                  >
                    <Icon name="grid" size={16} />
                    <span>全部素材</span>
                  </button>
                </DropRow>
                <ul>
                  {lines.map((line) => (
                    <li key={line.id} style={{ paddingLeft: (line.depth - 1) * 16 }}>
                      <DropRow
                        disabled={!mayEdit}
                        folder={line}
                        onFolder={(id) => put(id, line.id)}
                        onMaterials={(ids) => onMove(ids, line.id)}
                      >
                        <button
                          type="button"
                          className="folder-name"
                          aria-current={value === line.id ? 'true' : undefined}
                          onClick={() => choose(line.id)}
                        >
                          <Icon name="folder" size={16} />
                          <span>{line.name}</span>
                          <span className="fine number">{line.total}</span>
                        </button>
                      </DropRow>
                      {mayEdit && value === line.id ? (
                        <FolderActs
                          folder={line}
                          onAct={(kind) => setAct({ kind, folder: line })}
                          onStep={(by) => put(line.id, stepTarget(lines, line, by))}
                        />
                      ) : null}
                    </li>
                  ))}
                </ul>
                {mayEdit ? (
                  <button
                    type="button"
                    className="plain-button"
                    onClick={() => setAct({ kind: 'create', folder: null })}
                  >
                    <Icon name="plus" size={16} />
                    新建文件夹
                  </button>
                ) : null}
              </div>
              {act ? (
                <FolderDialogs
                  act={act}
                  lines={lines}
                  onRemoved={(folder) => value === folder.id && onChange(folder.parentId)}
                  onClose={() => setAct(null)}
                />
              ) : null}
            </>
          );
        }}
      </Loaded>
    </nav>
  );
}

/** Before which sibling a folder stands after one step; null: last. */
function stepTarget(lines: readonly FolderLine[], folder: FolderLine, by: -1 | 1): string | null {
  const siblings = lines.filter(({ parentId }) => parentId === folder.parentId);
  return siblings[folder.index + (by === -1 ? -1 : 2)]?.id ?? null;
}

function FolderActs({
  folder,
  onAct,
  onStep,
}: {
  folder: FolderLine;
  onAct(kind: FolderAct['kind']): void;
  onStep(by: -1 | 1): void;
}) {
  const step = (by: -1 | 1, isEnd: boolean) => (
    <button
      type="button"
      className="plain-button"
      aria-label={`${by === -1 ? '上移' : '下移'}${folder.name}`}
      // Not `disabled`: the keyboard would fall off the button that it has just pressed.
      aria-disabled={isEnd}
      onClick={() => !isEnd && onStep(by)}
    >
      <Icon name={by === -1 ? 'up' : 'down'} size={14} />
    </button>
  );
  return (
    <div className="folder-acts" role="group" aria-label={`整理${folder.name}`}>
      {step(-1, folder.index === 0)}
      {step(1, folder.index === folder.siblings - 1)}
      <button type="button" className="plain-button" onClick={() => onAct('rename')}>
        改名
      </button>
      <button type="button" className="plain-button" onClick={() => onAct('move')}>
        移动
      </button>
      {folder.depth < MAX_DEPTH ? (
        <button type="button" className="plain-button" onClick={() => onAct('create')}>
          新建下级
        </button>
      ) : null}
      <button type="button" className="plain-button danger" onClick={() => onAct('remove')}>
        删除
      </button>
    </div>
  );
}

interface DropRowProps {
  folder?: FolderLine;
  disabled: boolean;
  onFolder?(folderId: string): void;
  onMaterials(materialIds: string[]): void;
  children: ReactNode;
}

/** A row that can be dragged among its siblings, and on which materials can be dropped. */
function DropRow({ folder, disabled, onFolder, onMaterials, children }: DropRowProps) {
  const [isOver, setOver] = useState(false);
  if (disabled) return <div className="folder-row">{children}</div>;
  const takes = (types: readonly string[]) =>
    types.includes(MATERIAL_DRAG) || (!!onFolder && types.includes(FOLDER_DRAG));
  return (
    // Dragging is a second way: the buttons below do the same by keyboard.
    <div
      className={isOver ? 'folder-row folder-row-over' : 'folder-row'}
      draggable={folder !== undefined}
      onDragStart={(event) => folder && event.dataTransfer.setData(FOLDER_DRAG, folder.id)}
      onDragOver={(event) => {
        if (!takes(event.dataTransfer.types)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const { materialIds, folderId } = readDrag(event.dataTransfer);
        if (materialIds.length === 0 && folderId === null) return;
        event.preventDefault();
        event.stopPropagation();
        if (materialIds.length > 0) onMaterials(materialIds);
        else if (folderId !== null) onFolder?.(folderId);
      }}
    >
      {children}
    </div>
  );
}
