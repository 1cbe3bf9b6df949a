import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import type { MaterialRow, MaterialSort } from '@zhike/shared/contracts/material';
import { useMemo, useState } from 'react';
import { useRemembered } from '../../../shared/drafts/use-remembered.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { ChipRow } from '../../components/chip-row.tsx';
import { LevelChips } from '../../components/level-chips.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { type ChatTarget, targetKey } from '../../sending/chat-target.ts';
import { receivedOf, useSends } from '../../sending/list-sends.ts';
import { SentRecently } from '../../sending/sent-recently.tsx';
import { useMaterialFolders } from './api/list-material-folders.ts';
import { useMaterials } from './api/search-materials.ts';
import { MaterialCard } from './material-card.tsx';
import { MaterialSheet } from './material-sheet.tsx';
import { kindNames } from './say-material.ts';
import './material.css';

type KindChip = MaterialKind | 'all' | 'favourites';
const kindChips: readonly { id: KindChip; label: string }[] = [
  { id: 'all', label: '全部' },
  { id: 'favourites', label: '收藏' },
  ...(Object.entries(kindNames) as [MaterialKind, string][]).map(([id, label]) => ({ id, label })),
];
const sorts: readonly { id: MaterialSort; label: string }[] = [
  { id: 'newest', label: '最近' },
  { id: 'most_used', label: '最常用' },
  { id: 'mine', label: '我常发' },
];

/** What can be shown to the customer: one tap opens it, one more sends it. */
export default function MaterialTab({ target }: { target: ChatTarget }) {
  const [search, setSearch] = useRemembered(`materials ${targetKey(target)}`, '');
  const [kind, setKind] = useState<KindChip>('all');
  const [folderId, setFolderId] = useState<string | null>(null);
  const [sort, setSort] = useState<MaterialSort>('newest');
  const [shown, setShown] = useState<MaterialRow | null>(null);
  const text = useDebounced(search.trim());
  const folders = useMaterialFolders();
  const materials = useMaterials({
    text,
    kinds: kind === 'all' || kind === 'favourites' ? [] : [kind],
    folderId,
    onlyFavourites: kind === 'favourites',
    sort,
  });
  const { data: sends = [] } = useSends(target);
  const received = useMemo(() => receivedOf(sends), [sends]);
  const rows = materials.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = text !== '' || kind !== 'all' || folderId !== null;
  const clear = () => {
    setSearch('');
    setKind('all');
    setFolderId(null);
  };
  return (
    <div className="material-tab">
      <div className="material-search">
        <input
          className="input"
          type="search"
          aria-label="搜索素材"
          placeholder="搜索(可用拼音)"
          maxLength={40}
          value={search}
          onChange={({ target: { value } }) => setSearch(value)}
        />
        <select
          className="input material-sort"
          aria-label="排序"
          value={sort}
          onChange={({ target: { value } }) => setSort(value as MaterialSort)}
        >
          {sorts.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <ChipRow label="类型" chips={kindChips} current={kind} onChange={setKind} />
      <LevelChips label="文件夹" items={folders.data ?? []} current={folderId} onChange={setFolderId} />
      {isFiltered ? null : <SentRecently sends={sends} />}
      {materials.isPending ? <Skeleton avatar lines={6} /> : null}
      {materials.isError && !materials.data ? (
        <Failed error={materials.error} onRetry={() => void materials.refetch()} />
      ) : null}
      {materials.data && rows.length === 0 ? (
        isFiltered ? (
          <StateView
            title={text ? `没有找到「${text}」` : kind === 'favourites' ? '还没有收藏' : '这里还没有素材'}
            hint={kind === 'favourites' ? '点素材右边的星,常用的就在这里' : '换个词,或去掉筛选'}
            action={{ label: '看全部', onClick: clear }}
          />
        ) : (
          <StateView
            title="素材库还是空的"
            hint="请管理员在管理后台「素材」里添加产品手册、文章或案例,这里马上就能发"
          />
        )
      ) : null}
      <ul className="material-list" aria-busy={materials.isPlaceholderData}>
        {rows.map((row) => (
          <MaterialCard key={row.id} material={row} received={received.get(row.id)} onOpen={() => setShown(row)} />
        ))}
      </ul>
      <LoadMore
        hasMore={materials.hasNextPage}
        isLoading={materials.isFetchingNextPage}
        isFailed={materials.isFetchNextPageError}
        onMore={() => void materials.fetchNextPage()}
      />
      {shown ? <MaterialSheet material={shown} target={target} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
