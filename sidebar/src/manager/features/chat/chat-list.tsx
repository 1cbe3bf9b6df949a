import type { ChatConversationView } from '@zhike/shared/contracts/chat';
import { Link } from 'react-router';
import { chatKindNames, sayNotShown } from '../../../shared/chat/say-chat.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Moment } from '../../components/figures.tsx';
import { chatPath } from './chat-links.ts';
import './chats.css';

interface ChatListProps {
  chats: readonly ChatConversationView[];
  /** The one that is open. */
  openId?: string;
  /** Beside its customer a title would repeat her name: the member's is said instead. */
  isOfOneCustomer?: boolean;
}

/** Conversations, each with its last line, or why that is not shown. */
export function ChatList({ chats, openId, isOfOneCustomer = false }: ChatListProps) {
  return (
    <ul className="chat-list">
      {chats.map((chat) => {
        const { id, kind, title, member, customer, isShown, lastSummary, lastMessageAt } = chat;
        const name = isOfOneCustomer && member ? `与${member.name}的聊天` : title;
        return (
          <li key={id}>
            <Link
              className="chat-list-item"
              to={chatPath({ chat: id })}
              aria-current={id === openId ? 'true' : undefined}
            >
              <Avatar name={name} src={isOfOneCustomer ? null : (customer?.avatar ?? null)} size={40} />
              <span className="chat-list-words">
                <span className="chat-list-head">
                  <span className="chat-list-name">{name}</span>
                  <span className="fine">
                    <Moment at={lastMessageAt} />
                  </span>
                </span>
                <span className="chat-list-line">{isShown ? (lastSummary ?? '还没有消息') : sayNotShown(chat)}</span>
                {isOfOneCustomer ? null : (
                  <span className="fine">
                    {chatKindNames[kind]}
                    {member ? ` · 员工${member.name}` : ''}
                  </span>
                )}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
