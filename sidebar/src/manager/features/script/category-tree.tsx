import type { ScriptCategoryView } from '@zhike/shared/contracts/script';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { moved } from '../../components/moved.ts';
import { notifyFailed } from '../../components/notify.ts';
import { PhoneFold } from '../../components/phone-fold.tsx';
import { useChangeCategories } from './api/script-library.ts';
import './script.css';

interface CategoryTreeProps {
  /** Parents before children. */
  categories: readonly ScriptCategoryView[];
  /** null: all. */
  current: string | null;
  canEdit: boolean;
  onChange(categoryId: string | null): void;
}

type Asking =
  | { what: 'new'; parent: ScriptCategoryView | null }
  | { what: 'rename' | 'remove'; category: ScriptCategoryView };

/** Two levels of categories: chosen by a click, kept in order by up and down. */
export function CategoryTree({ categories, current, canEdit, onChange }: CategoryTreeProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const { reorder } = useChangeCategories();
  const [isOpen, setOpen] = useState(false);
  const choose = (categoryId: string | null) => {
    setOpen(false);
    onChange(categoryId);
  };
  const total = categories.reduce((sum, { count }) => sum + count, 0);
  const chosen = categories.find(({ id }) => id === current);
  const siblings = chosen ? categories.filter(({ parentId }) => parentId === chosen.parentId) : [];
  const place = siblings.findIndex(({ id }) => id === current);
  const move = (by: -1 | 1) =>
    chosen &&
    reorder.mutate(
      { parentId: chosen.parentId, categoryIds: moved(siblings, place, by).map(({ id }) => id) },
      { onError: notifyFailed },
    );
  const countOf = ({ id, count }: ScriptCategoryView) =>
    count + categories.filter(({ parentId }) => parentId === id).reduce((sum, one) => sum + one.count, 0);
  return (
    <nav className="script-tree" aria-label="话术分类">
      <PhoneFold
        className="plain-button"
        isOpen={isOpen}
        onToggle={setOpen}
        label={
          <>
            <Icon name="folder" size={16} />
            {chosen?.name ?? '全部分类'}
            <Icon name={isOpen ? 'up' : 'down'} size={14} />
          </>
        }
      >
        <ul>
          <li>
            <button
              type="button"
              className="script-tree-item"
              aria-current={current === null}
              onClick={() => choose(null)}
            >
              全部 <span className="fine number">{total}</span>
            </button>
          </li>
          {categories.map((category) => (
            <li key={category.id}>
              <button
                type="button"
                className={`script-tree-item ${category.parentId ? 'script-tree-below' : ''}`}
                aria-current={category.id === current}
                onClick={() => choose(category.id)}
              >
                {category.name} <span className="fine number">{countOf(category)}</span>
              </button>
            </li>
          ))}
        </ul>
        {canEdit ? (
          <div className="script-tree-tools">
            <button type="button" className="plain-button" onClick={() => setAsking({ what: 'new', parent: null })}>
              新建分类
            </button>
            {chosen ? (
              <>
                {chosen.parentId === null ? (
                  <button
                    type="button"
                    className="plain-button"
                    onClick={() => setAsking({ what: 'new', parent: chosen })}
                  >
                    新建子分类
                  </button>
                ) : null}
                <button
                  type="button"
                  className="plain-button"
                  onClick={() => setAsking({ what: 'rename', category: chosen })}
                >
                  改名
                </button>
                <button
                  type="button"
                  className="plain-button danger"
                  onClick={() => setAsking({ what: 'remove', category: chosen })}
                >
                  删除
                </button>
                <button
                  type="button"
                  className="plain-button"
                  aria-label={`上移${chosen.name}`}
                  // Not `disabled`: the keyboard would fall off the button that it has just pressed.
                  aria-disabled={place === 0 || reorder.isPending}
                  onClick={() => place !== 0 && !reorder.isPending && move(-1)}
                >
                  <Icon name="up" size={16} />
                </button>
                <button
                  type="button"
                  className="plain-button"
                  aria-label={`下移${chosen.name}`}
                  aria-disabled={place === siblings.length - 1 || reorder.isPending}
                  onClick={() => place !== siblings.length - 1 && !reorder.isPending && move(1)}
                >
                  <Icon name="down" size={16} />
                </button>
              </>
            ) : null}
          </div>
        ) : null}
      </PhoneFold>
      {asking ? (
        <CategoryDialog
          asking={asking}
          onRemoved={(category) => onChange(category.parentId)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </nav>
  );
}

interface CategoryDialogProps {
  asking: Asking;
  onRemoved(category: ScriptCategoryView): void;
  onClose(): void;
}

function CategoryDialog({ asking, onRemoved, onClose }: CategoryDialogProps) {
  const { create, rename, remove } = useChangeCategories();
  const [name, setName] = useState(asking.what === 'rename' ? asking.category.name : '');
  if (asking.what === 'remove') {
    const { category } = asking;
    return (
      <Confirm
        title={`删除分类「${category.name}」`}
        action="删除"
        danger
        onConfirm={async () => {
          await remove.mutateAsync(category.id);
          onRemoved(category);
        }}
        onClose={onClose}
      >
        只能删除空的分类;里面还有话术时请先移走。
      </Confirm>
    );
  }
  const parent = asking.what === 'new' ? asking.parent : null;
  const title = asking.what === 'rename' ? '修改分类名称' : parent ? `在「${parent.name}」下新建子分类` : '新建分类';
  return (
    <Confirm
      title={title}
      action="保存"
      disabled={name.trim() === ''}
      closeOnOverlayClick={false}
      onConfirm={() =>
        asking.what === 'rename'
          ? rename.mutateAsync({ categoryId: asking.category.id, name: name.trim() })
          : create.mutateAsync({ name: name.trim(), parentId: parent?.id ?? null })
      }
      onClose={onClose}
    >
      <label>
        名称
        <Input value={name} onChange={setName} maxlength={20} placeholder="例如:报价、售后、异议处理" />
      </label>
    </Confirm>
  );
}
