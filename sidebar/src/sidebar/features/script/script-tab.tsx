import type { ScriptView } from '@zhike/shared/contracts/script';
import { useMemo, useState } from 'react';
import { useRemembered } from '../../../shared/drafts/use-remembered.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { ChipRow } from '../../components/chip-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { LevelChips } from '../../components/level-chips.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { type ChatTarget, targetKey } from '../../sending/chat-target.ts';
import { receivedOf, useSends } from '../../sending/list-sends.ts';
import { SentRecently } from '../../sending/sent-recently.tsx';
import { useScriptCategories } from './api/list-script-categories.ts';
import { useScripts, type Whose } from './api/search-scripts.ts';
import { NextSends } from './next-sends.tsx';
import { OwnScriptSheet } from './own-script-sheet.tsx';
import { ScriptCard } from './script-card.tsx';
import { ScriptSheet } from './script-sheet.tsx';
import './script.css';

type WhoseChip = Whose | 'favourites';
const whoseChips: readonly { id: WhoseChip; label: string }[] = [
  { id: 'all', label: '全部' },
  { id: 'company', label: '企业' },
  { id: 'mine', label: '我的' },
  { id: 'favourites', label: '收藏' },
];

type Open = { sheet: 'send'; script: ScriptView } | { sheet: 'edit'; script: ScriptView | null };

/** What to say: found while the customer waits, changed before it goes, sent with two taps. */
export default function ScriptTab({ target }: { target: ChatTarget }) {
  const [search, setSearch] = useRemembered(`scripts ${targetKey(target)}`, '');
  const [whose, setWhose] = useState<WhoseChip>('all');
  const [categoryId, setCategoryId] = useState<string | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const text = useDebounced(search.trim());
  const categories = useScriptCategories();
  const scripts = useScripts({
    text,
    categoryId,
    whose: whose === 'favourites' ? 'all' : whose,
    onlyFavourites: whose === 'favourites',
    sort: 'order',
    customerId: target.customerId,
    inGroup: target.chatId !== undefined,
  });
  const { data: sends = [] } = useSends(target);
  const received = useMemo(() => receivedOf(sends), [sends]);
  const shownCategories = (categories.data ?? []).filter(
    ({ isMine }) => whose === 'all' || whose === 'favourites' || isMine === (whose === 'mine'),
  );
  const rows = scripts.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = text !== '' || whose !== 'all' || categoryId !== null;
  const close = () => setOpen(null);
  const choose = (id: WhoseChip) => {
    setWhose(id);
    setCategoryId(null);
  };
  return (
    <div className="script-tab">
      <div className="script-search">
        <input
          className="input"
          type="search"
          aria-label="搜索话术"
          placeholder="搜索(可用拼音)"
          maxLength={40}
          value={search}
          onChange={({ target: { value } }) => setSearch(value)}
        />
        <button type="button" className="button script-new" onClick={() => setOpen({ sheet: 'edit', script: null })}>
          <Icon name="plus" size={16} />
          新建
        </button>
      </div>
      <ChipRow label="谁的话术" chips={whoseChips} current={whose} onChange={choose} />
      <LevelChips label="分类" items={shownCategories} current={categoryId} onChange={setCategoryId} />
      {isFiltered ? null : (
        <>
          <SentRecently sends={sends} />
          <NextSends target={target} onScript={(script) => setOpen({ sheet: 'send', script })} />
        </>
      )}
      {scripts.isPending ? <Skeleton lines={6} /> : null}
      {scripts.isError && !scripts.data ? (
        <Failed error={scripts.error} onRetry={() => void scripts.refetch()} />
      ) : null}
      {scripts.data && rows.length === 0 ? (
        <NoScripts
          text={text}
          whose={whose}
          isFiltered={isFiltered}
          onNew={() => setOpen({ sheet: 'edit', script: null })}
          onAll={() => {
            setSearch('');
            choose('all');
          }}
        />
      ) : null}
      <ul className="script-list" aria-busy={scripts.isPlaceholderData}>
        {rows.map((script) => (
          <ScriptCard
            key={script.id}
            script={script}
            received={received.get(script.id)}
            onOpen={() => setOpen({ sheet: 'send', script })}
          />
        ))}
      </ul>
      <LoadMore
        hasMore={scripts.hasNextPage}
        isLoading={scripts.isFetchingNextPage}
        isFailed={scripts.isFetchNextPageError}
        onMore={() => void scripts.fetchNextPage()}
      />
      {open?.sheet === 'send' ? (
        <ScriptSheet
          script={open.script}
          target={target}
          onEdit={() => setOpen({ sheet: 'edit', script: open.script })}
          onClose={close}
        />
      ) : null}
      {open?.sheet === 'edit' ? (
        <OwnScriptSheet
          script={open.script}
          categories={(categories.data ?? []).filter(({ isMine }) => isMine)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

interface NoScriptsProps {
  text: string;
  whose: WhoseChip;
  isFiltered: boolean;
  onNew(): void;
  onAll(): void;
}

function NoScripts({ text, whose, isFiltered, onNew, onAll }: NoScriptsProps) {
  if (text) {
    return (
      <StateView
        title={`没有找到「${text}」`}
        hint="换个说法,或去掉筛选"
        action={{ label: '看全部', onClick: onAll }}
      />
    );
  }
  if (whose === 'favourites')
    return <StateView title="还没有收藏" hint="打开一条话术,点星收藏" action={{ label: '看全部', onClick: onAll }} />;
  if (whose === 'mine' || !isFiltered)
    return (
      <StateView
        title={whose === 'mine' ? '还没有自己的话术' : '还没有话术'}
        hint="常说的话存一次,以后两下就能发;客户昵称会自动填好"
        action={{ label: '新建一条', onClick: onNew }}
      />
    );
  return <StateView title="这里还没有话术" hint="换个分类看看" action={{ label: '看全部', onClick: onAll }} />;
}
