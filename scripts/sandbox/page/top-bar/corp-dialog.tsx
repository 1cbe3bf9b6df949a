import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { CorpCustomers } from './corp-customers.tsx';
import { CorpMembers } from './corp-members.tsx';
import { CorpTags } from './corp-tags.tsx';

const TABS = [
  { id: 'members', label: '员工', Content: CorpMembers },
  { id: 'customers', label: '客户', Content: CorpCustomers },
  { id: 'tags', label: '企业标签', Content: CorpTags },
] as const;

/** What an administrator does in WeCom's own console. */
export function CorpDialog({ onClose }: { onClose: () => void }) {
  const [tabId, setTabId] = useState<(typeof TABS)[number]['id']>('members');
  const { Content } = TABS.find((tab) => tab.id === tabId) ?? TABS[0];
  return (
    <Dialog title="企业微信管理后台" wide onClose={onClose}>
      <nav className="tabs" aria-label="管理什么">
        {TABS.map((tab) => (
          <button
            key={tab.id}
            type="button"
            className="tab"
            aria-current={tab.id === tabId}
            onClick={() => setTabId(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </nav>
      <div className="tab-panel">
        <Content />
      </div>
    </Dialog>
  );
}
