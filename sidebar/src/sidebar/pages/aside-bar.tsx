import { ApiError, ConnectionLost, phraseOf } from '../../shared/api/api-error.ts';
import { openChatWith } from '../../shared/wecom/client.ts';
import { Icon } from '../components/icon.tsx';
import { notify } from '../components/notice.tsx';

/** On a customer's page away from her chat: back to the day, or into the chat. */
export function AsideBar({ externalUserId }: { externalUserId: string | null }) {
  const openChat = async (id: string) => {
    try {
      await openChatWith(id);
    } catch (error) {
      const isOurs = error instanceof ApiError || error instanceof ConnectionLost;
      notify(isOurs ? phraseOf(error) : '没能打开聊天,请在企业微信里搜索这位客户', { tone: 'problem' });
    }
  };
  return (
    <div className="aside-bar">
      <a className="button button-quiet" href="#/home">
        <Icon name="back" size={18} />
        我的今天
      </a>
      {externalUserId ? (
        <button type="button" className="button button-quiet" onClick={() => void openChat(externalUserId)}>
          <Icon name="chat" size={18} />
          打开聊天
        </button>
      ) : null}
    </div>
  );
}
