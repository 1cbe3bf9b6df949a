import { ApiError, ConnectionLost, phraseOf } from '../../shared/api/api-error.ts';
import { openChatWith } from '../../shared/wecom/client.ts';
import { Icon } from '../components/icon.tsx';
import { notify } from '../components/notice.tsx';

/** Where whoever has left the page beside the chat came from. */
export interface WayBack {
  href: string;
  label: string;
}

/** On a page away from the chat it is about: back to where one came from, or into the chat with a customer. */
export function AsideBar({ back, externalUserId = null }: { back: WayBack; externalUserId?: string | null }) {
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
      <a className="button button-quiet" href={back.href}>
        <Icon name="back" size={18} />
        {back.label}
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
