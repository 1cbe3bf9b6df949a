import type { QualityLevel, QualityState } from '@zhike/shared/contracts/quality';
import { StateView } from '../../shared/states/state-view.tsx';
import { useSearchWords } from '../app/use-search-words.ts';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { MemberSelect } from '../features/corp/member-select.tsx';
import { useQualityHits } from '../features/quality/api/search-hits.ts';
import { HitTable } from '../features/quality/hit-table.tsx';
import { QualityTabs } from '../features/quality/quality-tabs.tsx';
import { stateNames } from '../features/quality/say-quality.ts';
import '../components/table.css';

const states = [
  ...(['open', 'violation', 'remind', 'fine'] as const).map((value) => ({ value, label: stateNames[value] })),
  { value: 'all' as const, label: '全部' },
];
const levels: { value: QualityLevel | 'all'; label: string }[] = [
  { value: 'all', label: '全部等级' },
  { value: 'high', label: '高风险' },
  { value: 'middle', label: '中风险' },
  { value: 'low', label: '低风险' },
];

export function QualityPage() {
  const [filter, setFilter] = useUrlFilter<'state' | 'level' | 'who'>();
  const [words, search] = useSearchWords();
  const state = states.find(({ value }) => value === filter.state)?.value ?? 'open';
  const level = levels.find(({ value }) => value === filter.level)?.value ?? 'all';
  const hits = useQualityHits({
    state: state === 'all' ? undefined : (state satisfies QualityState),
    level: level === 'all' ? undefined : level,
    userId: filter.who,
    word: words || undefined,
  });
  return (
    <Page title="会话质检" hint="会话里出现敏感词或敏感行为时,提醒员工,并由主管查看判定。">
      <QualityTabs />
      <div className="filters">
        <FilterChips
          label="结果"
          options={states}
          value={state}
          onChange={(value) => setFilter({ state: value === 'open' ? undefined : value })}
        />
        <FilterChips
          label="风险等级"
          options={levels}
          value={level}
          onChange={(value) => setFilter({ level: value === 'all' ? undefined : value })}
        />
        <div style={{ width: 160 }}>
          <MemberSelect
            value={filter.who ?? null}
            onChange={(who) => setFilter({ who: who ?? undefined })}
            placeholder="全部员工"
          />
        </div>
        <SearchBox value={words} onChange={search} placeholder="完整的敏感词" />
      </div>
      <Card flush>
        <EndlessList
          query={hits}
          empty={
            <StateView
              title={state === 'open' ? '没有待质检的记录' : '没有符合条件的记录'}
              hint="设置敏感词和敏感行为后,新的会话会自动检查"
            />
          }
        >
          {(items) => <HitTable hits={items} />}
        </EndlessList>
      </Card>
    </Page>
  );
}
