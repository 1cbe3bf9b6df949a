import type { FailureKind } from '@zhike/shared/contracts/operation';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { useHealth } from '../features/operation/api/get-health.ts';
import { ArchiveProblems } from '../features/operation/archive-problems.tsx';
import { FailureList } from '../features/operation/failure-list.tsx';

export function FailuresPage() {
  const health = useHealth();
  const [filter, setFilter] = useUrlFilter<'kind'>();
  const kinds: { value: FailureKind; label: string; count?: number }[] = [
    { value: 'run', label: '业务步骤', count: health.data?.runs.gaveUp },
    { value: 'command', label: '后台操作', count: health.data?.commands.gaveUp },
    { value: 'callback', label: '看不懂的回调', count: health.data?.callbacks.notUnderstood },
    { value: 'message', label: '存档消息', count: health.data?.messages.gaveUp },
    { value: 'file', label: '会话文件', count: health.data?.files.gaveUp },
    { value: 'archive', label: '打不开的消息', count: health.data?.archive?.closed },
  ];
  const counted = kinds.find(({ count }) => (count ?? 0) > 0)?.value;
  const kind = kinds.find(({ value }) => value === filter.kind)?.value ?? counted ?? 'run';
  return (
    <Page title="异常" hint="自动重试多次仍没有成功、需要人看一眼的事。重试不会造成重复:每条的详情里写了为什么。">
      <FilterChips label="种类" options={kinds} value={kind} onChange={(value) => setFilter({ kind: value })} />
      {kind === 'archive' ? <ArchiveProblems /> : null}
      <Card flush>
        <FailureList key={kind} kind={kind} />
      </Card>
    </Page>
  );
}
