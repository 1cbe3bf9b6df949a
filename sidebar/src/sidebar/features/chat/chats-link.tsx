import { Icon } from '../../components/icon.tsx';
import { chatsHash } from './chats-hash.ts';
import './chats-link.css';

/** The way to what was said with this customer or in this group. */
export function ChatsLink({ of }: { of: { customerId: string } | { chatId: string } }) {
  return (
    <a className="chats-link" href={chatsHash(of)}>
      <Icon name="chat" size={18} />
      聊天记录
      <span className="quiet small chats-link-hint">按日期翻看、搜索说过的话</span>
      <Icon name="right" size={16} />
    </a>
  );
}
