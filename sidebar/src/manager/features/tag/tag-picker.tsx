import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useTagGroups } from './api/list-tag-groups.ts';
import '../../components/tag-chips.css';

interface TagPickerProps {
  value: readonly string[];
  onChange(tagIds: string[]): void;
  max?: number;
}

/** The library in groups, as chips that are on or off. */
export function TagPicker({ value, onChange, max = 50 }: TagPickerProps) {
  const library = useTagGroups();
  const [q, setQ] = useState('');
  const toggle = (tagId: string) =>
    onChange(value.includes(tagId) ? value.filter((id) => id !== tagId) : [...value, tagId]);

  return (
    <div className="tag-picker">
      <Input
        value={q}
        onChange={setQ}
        placeholder="搜索标签或标签组"
        clearable
        prefixIcon={<Icon name="search" size={16} />}
      />
      <div className="tag-picker-groups">
        <Loaded query={library}>
          {({ items }) => {
            const groups = items
              .map((group) => ({
                ...group,
                tags: q && !group.name.includes(q) ? group.tags.filter((tag) => tag.name.includes(q)) : group.tags,
              }))
              .filter((group) => group.tags.length > 0);
            if (groups.length === 0)
              return (
                <StateView
                  title={q ? '没有这样的标签' : '还没有标签'}
                  hint={q ? undefined : '请先在「标签」页新建标签组'}
                />
              );
            return groups.map((group) => (
              <section key={group.id} className="tag-picker-group">
                <h3 className="fine">{group.name}</h3>
                <div className="tag-picker-tags">
                  {group.tags.map((tag) => (
                    <button
                      key={tag.id}
                      type="button"
                      className="tag-picker-tag"
                      aria-pressed={value.includes(tag.id)}
                      disabled={!value.includes(tag.id) && value.length >= max}
                      onClick={() => toggle(tag.id)}
                    >
                      {tag.name}
                    </button>
                  ))}
                </div>
              </section>
            ));
          }}
        </Loaded>
      </div>
    </div>
  );
}
