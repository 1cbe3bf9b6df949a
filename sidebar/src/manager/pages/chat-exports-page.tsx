import type { ChatExportState, ChatExportView } from '@zhike/shared/contracts/chat';
import { useState } from 'react';
import { StateView } from '../../shared/states/state-view.tsx';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { useChatExports } from '../features/chat/api/chat-exports.ts';
import { DecideDialog } from '../features/chat/decide-dialog.tsx';
import { ExportTable, exportStateNames } from '../features/chat/export-table.tsx';

const states: { value: ChatExportState | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  ...(['waiting', 'ready', 'refused', 'failed', 'expired'] as const).map((value) => ({
    value,
    label: exportStateNames[value],
  })),
];

export function ChatExportsPage() {
  const [filter, setFilter] = useUrlFilter<'state'>();
  const [deciding, setDeciding] = useState<ChatExportView | null>(null);
  const state = states.find(({ value }) => value === filter.state)?.value ?? 'all';
  const exports = useChatExports(state === 'all' ? undefined : state);
  return (
    <Page title="导出申请" hint="聊天记录要带出系统,必须由申请人以外的管理员批准;每一步都会留下操作记录。">
      <div className="filters">
        <FilterChips
          label="状态"
          options={states}
          value={state}
          onChange={(value) => setFilter({ state: value === 'all' ? undefined : value })}
        />
      </div>
      <Card flush>
        <EndlessList
          query={exports}
          empty={
            state === 'all' ? (
              <StateView
                title="还没有导出申请"
                hint="在「会话存档」里打开一个会话,点「申请导出」,写明哪几天和为什么;另一位管理员批准后,就能在这里下载。"
              />
            ) : (
              <StateView title={`没有「${exportStateNames[state]}」的申请`} />
            )
          }
        >
          {(items) => <ExportTable exports={items} onDecide={setDeciding} />}
        </EndlessList>
      </Card>
      {deciding ? <DecideDialog request={deciding} onClose={() => setDeciding(null)} /> : null}
    </Page>
  );
}
