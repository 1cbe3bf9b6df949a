import { useChats } from '../../../shared/chat/api/chats.ts';
import { EndlessList } from '../../components/endless-list.tsx';
import { Card } from '../../components/page.tsx';
import { ChatList } from './chat-list.tsx';

/** The archived conversations with a customer, or the one of a group. */
export function ChatsCard({ of }: { of: { customerId: string } | { chatId: string } }) {
  return (
    <Card title="聊天记录">
      <EndlessList query={useChats(of)} empty={<p className="soft">还没有存档的聊天</p>}>
        {(chats) => <ChatList chats={chats} isOfOneCustomer={'customerId' in of} />}
      </EndlessList>
    </Card>
  );
}
