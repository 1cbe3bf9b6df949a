import { useEffect, useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { onThisHost } from '../ui/on-this-host.ts';
import { useToasts } from '../ui/toast.tsx';
import { webAddress } from '../ui/web-address.ts';
import { PersonPicker } from '../ui/person-picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { AppConversation } from './app-conversation.tsx';
import { ClientFrame, CrmNotRunning } from './client-frame.tsx';
import { ConversationList } from './conversation-list.tsx';
import { CustomerChat } from './customer-chat.tsx';
import { GroupChat } from './group-chat.tsx';
import { MassAssistant } from './mass-assistant.tsx';
import { MemberMoments } from './member-moments.tsx';
import { memberNote } from './member-note.ts';
import { useClientMember, useCrm, withMember } from './use-crm.ts';

/** The rep's WeCom client on the desktop. */
export function WeComWindow() {
  const { memberId, open, openConversation } = useSelection();
  const { overview } = useWorld();
  const toasts = useToasts();
  const signedIn = useClientMember(memberId);
  const crm = useCrm(memberId);
  const [appPage, setAppPage] = useState('');
  // A page opened from one conversation does not belong beside another.
  useEffect(() => setAppPage(''), [memberId, open]);

  const reachable = crm.data?.reachable === true && signedIn;
  const openLink = (url: string) => {
    const address = webAddress(onThisHost(url));
    if (!address) return toasts.failed(`这个链接打不开：${url}`);
    if (address.origin === crm.data?.appUrl) setAppPage(withMember(address.href, memberId));
    else window.open(address, '_blank', 'noopener');
  };
  const sidebarUrl = crm.data?.sidebarUrl ?? overview.settings.sidebarUrl;
  const notRunning = (
    <CrmNotRunning address={sidebarUrl.split('?')[0] ?? ''} problem={crm.data?.problem ?? crm.error?.message ?? ''} />
  );
  const showsSide = open.kind === 'customer' || open.kind === 'group' || appPage !== '';
  return (
    <section className="wecom-column" aria-label="员工的企业微信">
      <WeComOwner homeUrl={crm.data?.homeUrl ?? ''} />
      <div className={showsSide ? 'wecom wecom-with-side' : 'wecom'}>
        <Rail />
        {open.kind === 'workbench' ? (
          <div className="workbench">
            {reachable && crm.data ? (
              <ClientFrame
                title="知客管理页"
                url={withMember(crm.data.homeUrl, memberId)}
                member={memberId}
                entry="normal"
                onClose={() => openConversation({ kind: 'none' })}
              />
            ) : (
              notRunning
            )}
          </div>
        ) : (
          <>
            <ConversationList />
            {open.kind === 'customer' ? (
              <CustomerChat
                key={`${memberId}/${open.externalUserId}`}
                memberId={memberId}
                externalUserId={open.externalUserId}
                onOpenLink={openLink}
              />
            ) : null}
            {open.kind === 'group' ? (
              <GroupChat
                key={`${memberId}/${open.chatId}`}
                memberId={memberId}
                chatId={open.chatId}
                onOpenLink={openLink}
              />
            ) : null}
            {open.kind === 'app' ? <AppConversation key={memberId} memberId={memberId} onOpenLink={openLink} /> : null}
            {open.kind === 'mass' ? <MassAssistant key={memberId} memberId={memberId} onOpenLink={openLink} /> : null}
            {open.kind === 'moments' ? (
              <MemberMoments key={memberId} memberId={memberId} onOpenLink={openLink} />
            ) : null}
            {open.kind === 'none' ? (
              <div className="chat chat-none">
                <EmptyState title="选一个会话" text="打开和客户的聊天，右侧会出现知客的侧边栏。" />
              </div>
            ) : null}
            {showsSide ? (
              <aside className="side" aria-label="聊天侧边栏" data-tour="sidebar">
                {!reachable || !crm.data ? (
                  notRunning
                ) : appPage ? (
                  <ClientFrame
                    title="知客"
                    url={appPage}
                    member={memberId}
                    entry="normal"
                    onClose={() => setAppPage('')}
                  />
                ) : open.kind === 'customer' ? (
                  <ClientFrame
                    title="知客 · 侧边栏"
                    url={withMember(crm.data.sidebarUrl, memberId)}
                    member={memberId}
                    externalUserId={open.externalUserId}
                    entry="single_chat_tools"
                  />
                ) : open.kind === 'group' ? (
                  <ClientFrame
                    title="知客 · 侧边栏"
                    url={withMember(crm.data.sidebarUrl, memberId)}
                    member={memberId}
                    chatId={open.chatId}
                    entry="group_chat_tools"
                  />
                ) : null}
              </aside>
            ) : null}
          </>
        )}
      </div>
    </section>
  );
}

function Rail() {
  const { memberId, open, openConversation } = useSelection();
  const { memberOf } = useWorld();
  const member = memberOf(memberId);
  const enterApp = () => {
    openConversation({ kind: 'workbench' });
    // Opening the app is something WeCom tells it (enter_agent); the page opens whether or not that arrives.
    control('POST /control/members/:userId/enter-app', { params: { userId: memberId } }).catch(reportError);
  };
  return (
    <div className="rail">
      <Avatar name={member?.name ?? '?'} src={member?.avatar} size={34} />
      <button
        type="button"
        className="rail-button"
        aria-current={open.kind !== 'workbench'}
        onClick={() => openConversation({ kind: 'none' })}
      >
        <Icon name="chat" size={20} />
        消息
      </button>
      <button
        type="button"
        className="rail-button"
        aria-current={open.kind === 'workbench'}
        data-tour="workbench"
        onClick={enterApp}
      >
        <Icon name="apps" size={20} />
        工作台
      </button>
    </div>
  );
}

function WeComOwner({ homeUrl }: { homeUrl: string }) {
  const { members, memberOf, overview } = useWorld();
  const { memberId, chooseMember } = useSelection();
  const member = memberOf(memberId);
  return (
    <header className="owner">
      <h2 className="owner-title">员工的企业微信</h2>
      <Popover
        className="owner-button"
        title={`选择员工：${member?.name ?? ''}`}
        tour="member-picker"
        label={
          <>
            <Avatar name={member?.name ?? '?'} src={member?.avatar} size={26} />
            <span className="owner-name">{member?.name}</span>
            <Icon name="chevron" size={16} />
          </>
        }
      >
        {(close) => (
          <PersonPicker
            people={members.map((person) => ({
              id: person.userId,
              name: person.name,
              avatar: person.avatar,
              note: memberNote(person, overview.departments),
            }))}
            selectedId={memberId}
            searchLabel="找一位员工"
            onPick={(id) => {
              chooseMember(id);
              close();
            }}
          />
        )}
      </Popover>
      <span className="owner-note">{member ? memberNote(member, overview.departments) : ''}</span>
      {homeUrl ? (
        <a className="owner-link" href={homeUrl} target="_blank" rel="noreferrer" data-tour="manager">
          <Icon name="open" size={15} />
          知客管理页
        </a>
      ) : null}
    </header>
  );
}
