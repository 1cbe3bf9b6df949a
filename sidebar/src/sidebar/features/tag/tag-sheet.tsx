import type { CustomerTagView } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import Search from 'tdesign-mobile-react/es/search';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useChangeTag, usePendingTagChanges } from './api/change-tags.ts';
import { useTagGroups } from './api/list-tag-groups.ts';
import { tagSections, tagsWithIds } from './find-tags.ts';
import { overlayChanges, type ShownTag } from './overlay-changes.ts';
import { recentTagIds, rememberTag } from './recent-tags.ts';
import '../../components/tag-chip.css';
import './tag-sheet.css';

interface TagSheetProps {
  customerId: string;
  tags: readonly CustomerTagView[];
  onClose(): void;
}

/** Every tag is one tap, and saved with it. */
export default function TagSheet({ customerId, tags, onClose }: TagSheetProps) {
  return (
    <Sheet title="打标签" onClose={onClose}>
      <TagPicker customerId={customerId} tags={tags} />
    </Sheet>
  );
}

function TagPicker({ customerId, tags }: Omit<TagSheetProps, 'onClose'>) {
  const groups = useTagGroups();
  const [search, setSearch] = useState('');
  // Not reordered under the finger: what is recent is decided when the sheet opens.
  const [recentIds] = useState(recentTagIds);
  const changeTag = useChangeTag(customerId);
  const selected = new Set(overlayChanges(tags, usePendingTagChanges(customerId)).map((tag) => tag.tagId));

  if (groups.isPending) return <Skeleton lines={6} />;
  if (groups.isError) return <Failed error={groups.error} onRetry={() => void groups.refetch()} />;
  const all = tagSections(groups.data.items, '');
  if (all.length === 0) {
    return <StateView title="还没有企业标签" hint="请管理员在管理后台的「标签」里新建,这里马上就能用" />;
  }
  const recent = search.trim() ? [] : tagsWithIds(all, recentIds);
  const found = search.trim() ? tagSections(groups.data.items, search) : all;
  const sections = recent.length > 0 ? [{ id: 'recent', name: '最近用过', tags: recent }, ...found] : found;

  const toggle = (tag: ShownTag) => {
    const on = !selected.has(tag.tagId);
    if (on) rememberTag(tag.tagId);
    changeTag({ tag, on });
  };
  return (
    <>
      <div className="tag-sheet-search">
        <Search value={search} placeholder="搜索标签或标签组" onChange={(value) => setSearch(String(value))} />
      </div>
      {sections.length === 0 ? (
        <StateView title={`没有找到「${search.trim()}」`} hint="换个词试试,或请管理员新建" />
      ) : null}
      {sections.map((section) => (
        <section key={section.id} className="tag-sheet-section" aria-label={section.name}>
          <h3 className="section-title">{section.name}</h3>
          <div className="tag-sheet-chips">
            {section.tags.map((tag) => (
              <button
                key={tag.tagId}
                type="button"
                className="tag-chip"
                aria-pressed={selected.has(tag.tagId)}
                onClick={() => toggle(tag)}
              >
                <span>
                  {selected.has(tag.tagId) ? '✓ ' : ''}
                  {tag.name}
                </span>
              </button>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
