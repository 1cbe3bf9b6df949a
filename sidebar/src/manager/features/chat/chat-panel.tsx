import type { ChatConversationView } from '@zhike/shared/contracts/chat';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ChatAnchor } from '../../../shared/chat/api/chat-messages.ts';
import { ChatReader } from '../../../shared/chat/chat-reader.tsx';
import { exactTime } from '../../../shared/format/time.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Pill } from '../../components/pill.tsx';
import { ExportDialog } from './export-dialog.tsx';
import './chats.css';

interface ChatPanelProps {
  conversation: ChatConversationView;
  anchor: ChatAnchor;
  canExport: boolean;
  onAnchor(anchor: ChatAnchor): void;
  /** Search in this chat only. */
  onSearchHere(conversation: ChatConversationView): void;
}

/** Who speaks with whom, what can be done, and the chat itself. */
export function ChatPanel({ conversation, anchor, canExport, onAnchor, onSearchHere }: ChatPanelProps) {
  const [exporting, setExporting] = useState(false);
  const { title, member, customer, group, isShown } = conversation;
  return (
    <>
      <header className="chat-panel-head">
        <Link className="chat-panel-back" to="/chats" aria-label="返回会话列表">
          <Icon name="back" />
        </Link>
        <div className="chat-panel-words">
          <h2 className="chat-panel-title">{title}</h2>
          <p className="fine chat-panel-facts">
            {member ? <span>员工{member.name}</span> : null}
            {customer ? <Link to={`/customers/${customer.id}`}>查看客户</Link> : null}
            {group ? <Link to={`/groups/${encodeURIComponent(group.chatId)}`}>查看客户群</Link> : null}
            <ConsentPill conversation={conversation} />
          </p>
        </div>
      </header>
      <ChatReader
        conversation={conversation}
        anchor={anchor}
        onAnchor={onAnchor}
        tools={
          <>
            <Button variant="text" onClick={() => onSearchHere(conversation)} icon={<Icon name="search" size={16} />}>
              会话内搜索
            </Button>
            {canExport && isShown ? (
              <Button variant="text" onClick={() => setExporting(true)} icon={<Icon name="download" size={16} />}>
                申请导出
              </Button>
            ) : null}
          </>
        }
      />
      {exporting ? <ExportDialog conversation={conversation} onClose={() => setExporting(false)} /> : null}
    </>
  );
}

function ConsentPill({ conversation: { kind, consent, consentAt } }: { conversation: ChatConversationView }) {
  if (kind === 'internal') return <Pill>内部会话</Pill>;
  const title = consentAt === null ? undefined : exactTime(consentAt);
  if (consent === 'agreed')
    return (
      <Pill tone="good" title={title}>
        已同意存档
      </Pill>
    );
  return (
    <Pill tone="warning" title={title}>
      {consent === 'refused' ? '不同意存档' : '尚未同意存档'}
    </Pill>
  );
}
