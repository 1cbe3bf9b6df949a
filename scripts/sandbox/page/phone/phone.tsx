import { useEffect, useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useCustomer, useNow, useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { PersonPicker } from '../ui/person-picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import { wallClock } from '../ui/time.ts';
import { CardScreen } from './card-screen.tsx';
import { ChatScreen } from './chat-screen.tsx';
import { ChatsScreen } from './chats-screen.tsx';
import { FriendScreen } from './friend-screen.tsx';
import { GroupScreen } from './group-screen.tsx';
import { JoinScreen } from './join-screen.tsx';
import { MiniScreen } from './mini-screen.tsx';
import { createStranger } from './new-customer.ts';
import { MomentsScreen } from './moments-screen.tsx';
import type { PhoneView } from './phone-view.ts';
import { ScanScreen } from './scan-screen.tsx';
import { WebScreen } from './web-screen.tsx';

/** The customer's phone: WeChat, as far as it touches the corp. */
export function Phone() {
  const { customerId } = useSelection();
  const customer = useCustomer(customerId);
  // Pages opened on the phone that ask WeChat who she is get the phone's owner; without it they ask.
  useEffect(() => {
    if (customerId) control('POST /control/client/customer', { body: { customer: customerId } }).catch(reportError);
  }, [customerId]);
  const [scanned, setScanned] = useState(scannedHere);
  // The text of a code, opened in this browser, leads here with ?scan=… or ?join=…; it counts once.
  useEffect(() => {
    if (scanned === null) return;
    history.replaceState(null, '', location.pathname);
    setScanned(null);
  }, [scanned]);
  return (
    <section className="phone-column" aria-label="客户的手机">
      <PhoneOwner />
      <div className="phone">
        <div className="phone-screen" data-tour="phone-screen">
          <StatusBar />
          {customer ? (
            <PhoneScreens key={customerId} first={scanned ?? { name: 'chats' }} />
          ) : (
            <EmptyState title="还没有客户" text="点上方「新客户」，创建一位还不认识任何员工的客户。" />
          )}
          <span className="phone-home-bar" />
        </div>
      </div>
    </section>
  );
}

function scannedHere(): PhoneView | null {
  const query = new URLSearchParams(location.search);
  const [contact, group] = [query.get('scan'), query.get('join')];
  if (contact) return { name: 'card', code: { configId: contact } };
  return group ? { name: 'join', code: { configId: group } } : null;
}

function PhoneScreens({ first }: { first: PhoneView }) {
  const [view, setView] = useState<PhoneView>(first);
  switch (view.name) {
    case 'chats':
      return <ChatsScreen go={setView} />;
    case 'scan':
      return <ScanScreen go={setView} />;
    case 'card':
      return <CardScreen code={view.code} go={setView} />;
    case 'chat':
      return <ChatScreen userId={view.userId} go={setView} />;
    case 'join':
      return <JoinScreen code={view.code} go={setView} />;
    case 'group':
      return <GroupScreen key={view.chatId} chatId={view.chatId} go={setView} />;
    case 'friend':
      return <FriendScreen key={view.otherId} otherId={view.otherId} go={setView} />;
    case 'mini':
      return <MiniScreen card={view.card} onBack={() => setView(view.back)} />;
    case 'moments':
      return <MomentsScreen go={setView} />;
    case 'web':
      return <WebScreen key={view.url} url={view.url} onBack={() => setView(view.back)} />;
  }
}

function PhoneOwner() {
  const { customers } = useWorld();
  const { customerId, chooseCustomer } = useSelection();
  const { busy, run } = useAction();
  const customer = useCustomer(customerId);

  const createAndChoose = () =>
    run(async () => {
      const created = await createStranger(customers);
      chooseCustomer(created.externalUserId);
    });
  return (
    <header className="owner">
      <h2 className="owner-title">客户的手机</h2>
      <Popover
        className="owner-button"
        title={`选择手机的主人：${customer?.name ?? ''}`}
        tour="customer-picker"
        label={
          <>
            <Avatar name={customer?.name ?? '?'} src={customer?.avatar} size={26} />
            <span className="owner-name">{customer?.name}</span>
            <Icon name="chevron" size={16} />
          </>
        }
      >
        {(close) => (
          <PersonPicker
            people={customers.map((person) => ({
              id: person.externalUserId,
              name: person.name,
              avatar: person.avatar,
              note: person.relationCount > 0 ? `已添加 ${person.relationCount} 位员工` : '还不认识任何员工',
            }))}
            selectedId={customerId}
            searchLabel="找一位客户"
            onPick={(id) => {
              chooseCustomer(id);
              close();
            }}
          />
        )}
      </Popover>
      <button type="button" className="owner-new" disabled={busy} onClick={() => void createAndChoose()}>
        <Icon name="plus" size={16} />
        新客户
      </button>
    </header>
  );
}

function StatusBar() {
  const { hour, minute } = wallClock(useNow());
  return (
    <div className="status-bar" aria-hidden="true">
      <span>
        {hour}:{minute}
      </span>
      <span className="status-island" />
      <span className="status-signs">
        <i className="sign-bars" />
        <i className="sign-battery" />
      </span>
    </div>
  );
}
