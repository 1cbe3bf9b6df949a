import type { ChatConversationView } from '@zhike/shared/contracts/chat';
import { type ReactNode, useState } from 'react';
import { businessNow } from '../clock/business-clock.ts';
import { dayOf, startOfDay } from '../format/time.ts';
import { StateView } from '../states/state-view.tsx';
import type { ChatAnchor } from './api/chat-messages.ts';
import { ChatLog } from './chat-log.tsx';
import { sayHowToAgree, sayNotShown } from './say-chat.ts';
import './chat.css';

interface ChatReaderProps {
  conversation: ChatConversationView;
  anchor: ChatAnchor;
  onAnchor(anchor: ChatAnchor): void;
  /** More buttons beside the jump to a day. */
  tools?: ReactNode;
}

/** One conversation to read: jump to a day, then the log; or why nothing is shown. */
export function ChatReader({ conversation, anchor, onAnchor, tools }: ChatReaderProps) {
  if (!conversation.isShown) return <StateView title={sayNotShown(conversation)} hint={sayHowToAgree(conversation)} />;
  return (
    <div className="chat-reader">
      <div className="chat-tools">
        <DayJump anchor={anchor} onDay={(at) => onAnchor({ at })} />
        {tools}
      </div>
      <ChatLog key={conversation.id} conversation={conversation} anchor={anchor} onLatest={() => onAnchor(null)} />
    </div>
  );
}

/** Days before the archive existed are a year not yet typed to its end. */
const FIRST_YEAR = 2015;

function DayJump({ anchor, onDay }: { anchor: ChatAnchor; onDay(at: number): void }) {
  const shown = anchor && 'at' in anchor ? dayOf(anchor.at) : '';
  const [day, setDay] = useState(shown);
  const choose = (value: string) => {
    setDay(value);
    if (Number(value.slice(0, 4)) >= FIRST_YEAR) onDay(startOfDay(value));
  };
  return (
    <label className="chat-jump">
      <span>跳到日期</span>
      <input
        type="date"
        className="chat-input"
        value={day}
        max={dayOf(businessNow())}
        onChange={(event) => choose(event.target.value)}
      />
    </label>
  );
}
