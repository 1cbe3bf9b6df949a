import type { MessagePlace } from '@zhike/shared/contracts/common';
import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import type { TaskView } from '@zhike/shared/contracts/task';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import type { Who } from '../cache/profile.ts';
import { BottomBar } from '../components/bottom-bar.tsx';
import { Icon } from '../components/icon.tsx';
import { notify } from '../components/notice.tsx';
import { TabBar } from '../components/tab-bar.tsx';
import { chatsHash } from '../features/chat/chats-hash.ts';
import { ChatsLink } from '../features/chat/chats-link.tsx';
import { CareCard } from '../features/care/care-card.tsx';
import { CareLine } from '../features/care/care-line.tsx';
import { useFieldsOnScreen } from '../features/customer/api/fields-on-screen.ts';
import { useProfile } from '../features/customer/api/get-profile.ts';
import { BeingArchived } from '../features/customer/being-archived.tsx';
import { CustomerHeader } from '../features/customer/customer-header.tsx';
import { ProfileTab } from '../features/customer/profile-tab.tsx';
import { SopCard } from '../features/sop/sop-card.tsx';
import { TagRow } from '../features/tag/tag-row.tsx';
import { NextTask } from '../features/task/next-task.tsx';
import { TaskList } from '../features/task/task-list.tsx';
import { SignalLine } from '../features/timeline/signal-line.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { AsideBar, type WayBack } from './aside-bar.tsx';
import { loadSendingTabs, MaterialTab, ScriptTab } from './sending-tabs.tsx';
import './customer-page.css';

const loaders = {
  'follow-up': () => import('../features/follow-up/follow-up-sheet.tsx'),
  tags: () => import('../features/tag/tag-sheet.tsx'),
  stage: () => import('../features/customer/stage-sheet.tsx'),
  field: () => import('../features/customer/fields/field-sheet.tsx'),
  'new-task': () => import('../features/task/new-task-sheet.tsx'),
  'send-task': () => import('./send-task-sheet.tsx'),
};
type SheetId = keyof typeof loaders;
const FollowUpSheet = lazy(loaders['follow-up']);
const TagSheet = lazy(loaders.tags);
const StageSheet = lazy(loaders.stage);
const FieldSheet = lazy(loaders.field);
const NewTaskSheet = lazy(loaders['new-task']);
const SendTaskSheet = lazy(loaders['send-task']);

const tabs = [
  { id: 'timeline', label: '动态' },
  { id: 'profile', label: '资料' },
  { id: 'tasks', label: '待办' },
  { id: 'materials', label: '素材' },
  { id: 'scripts', label: '话术' },
] as const;
type TabId = (typeof tabs)[number]['id'];

interface CustomerPageProps {
  who: Who;
  viewerUserId: string;
  /** Not beside her chat: the way back, and the way to the chat. */
  back?: WayBack;
}

/** Who this is, what she has done, what to do next. */
export function CustomerPage({ who, viewerUserId, back }: CustomerPageProps) {
  const { data: profile, isPending, error, refetch } = useProfile(who);
  const framed = (content: ReactNode) => (
    <main className="page">
      {back ? <AsideBar back={back} externalUserId={profile?.externalUserId ?? null} /> : null}
      {content}
    </main>
  );
  if (profile)
    return framed(
      <Customer
        profile={profile}
        viewerUserId={viewerUserId}
        externalUserId={'externalUserId' in who ? who.externalUserId : profile.externalUserId}
      />,
    );
  if (isPending) return framed(<Skeleton avatar lines={5} />);
  if (error) return framed(<Failed error={error} onRetry={() => void refetch()} />);
  return framed('externalUserId' in who ? <BeingArchived externalUserId={who.externalUserId} /> : null);
}

interface CustomerProps {
  profile: CustomerProfile;
  viewerUserId: string;
  /** Whose chat things are sent into. */
  externalUserId: string | null;
}

function Customer({ profile, viewerUserId, externalUserId }: CustomerProps) {
  const [tab, setTab] = useState<TabId>('timeline');
  const panel = usePanelFromItsTop(tab);
  const [sheet, openSheet, close] = useSheet();
  const [fieldId, setFieldId] = useState<string | null>(null);
  const fields = useFieldsOnScreen(profile.id, profile.fields);
  const field = fields.find((one) => one.fieldId === fieldId);
  useEffect(() => {
    if (sheet !== 'field' || field) return;
    close();
    notify('这个字段已停用');
    // The row that opened the sheet has gone with it.
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [sheet, field, close, panel]);
  const messageHref = ({ conversationId, chatId, position }: MessagePlace) =>
    chatsHash({ ...(chatId ? { chatId } : { customerId: profile.id }), conversationId, around: position });
  const target = { customerId: profile.id, externalUserId };
  const showMaterials = () => {
    setTab('materials');
    // From wherever she is on the page: what can be sent stands in sight.
    requestAnimationFrame(() => panel.current?.scrollIntoView());
  };
  const [toSend, setToSend] = useState<TaskView | null>(null);
  const sendOf = (task: TaskView) =>
    task.action?.kind === 'send' && task.status === 'open' && task.can.close ? (
      <button
        type="button"
        className="button button-main task-card-action"
        onClick={() => {
          setToSend(task);
          openSheet('send-task');
        }}
      >
        去发送
      </button>
    ) : null;
  const shownName = profile.myRelation?.remark || profile.name;
  return (
    <>
      <div className="customer-top">
        <CustomerHeader profile={profile} onStage={() => openSheet('stage')} />
        <CareLine customerId={profile.id} />
        <TagRow
          customerId={profile.id}
          tags={profile.tags}
          canEdit={profile.can.editTags}
          onAdd={() => openSheet('tags')}
          messageHref={messageHref}
        />
        {profile.nextTask ? (
          <NextTask task={profile.nextTask} viewerUserId={viewerUserId} more={sendOf(profile.nextTask)} />
        ) : null}
        {profile.freshestSignal ? <SignalLine item={profile.freshestSignal} /> : null}
      </div>
      <TabBar
        label="客户信息"
        tabs={tabs.map((one) => (one.id === 'tasks' ? { ...one, count: profile.openTaskCount } : one))}
        current={tab}
        onChange={setTab}
      />
      <div
        ref={panel}
        className="tab-panel"
        role="tabpanel"
        tabIndex={-1}
        id={`panel-${tab}`}
        aria-labelledby={`tab-${tab}`}
      >
        {tab === 'timeline' ? (
          <>
            <ChatsLink of={{ customerId: profile.id }} />
            <Timeline customerId={profile.id} />
          </>
        ) : null}
        {tab === 'profile' ? (
          <ProfileTab
            profile={{ ...profile, fields }}
            care={<CareCard customerId={profile.id} canEdit={profile.can.editFields} />}
            onField={(id) => {
              setFieldId(id);
              openSheet('field');
            }}
          />
        ) : null}
        {tab === 'tasks' ? (
          <>
            <TaskList
              customerId={profile.id}
              viewerUserId={viewerUserId}
              more={sendOf}
              shownAboveId={profile.nextTask?.id}
              emptyHint="记跟进时选好下次时间,或新建一项,到时候会提醒你"
              aside={
                <button type="button" className="link-button" onClick={() => openSheet('new-task')}>
                  <Icon name="plus" size={14} /> 新建
                </button>
              }
            />
            <SopCard customerId={profile.id} />
          </>
        ) : null}
        {tab === 'materials' ? <MaterialTab target={target} /> : null}
        {tab === 'scripts' ? <ScriptTab target={target} /> : null}
      </div>
      <BottomBar
        actions={[
          {
            label: '记跟进',
            icon: 'note',
            isMain: true,
            disabled: !profile.can.logFollowUp,
            run: () => openSheet('follow-up'),
          },
          { label: '打标签', icon: 'tag', disabled: !profile.can.editTags, run: () => openSheet('tags') },
          { label: '发素材', icon: 'send', run: showMaterials },
        ]}
      />
      <Suspense fallback={null}>
        {sheet === 'tags' ? <TagSheet customerId={profile.id} tags={profile.tags} onClose={close} /> : null}
        {sheet === 'follow-up' ? (
          <FollowUpSheet customerId={profile.id} customerName={shownName} onClose={close} />
        ) : null}
        {sheet === 'stage' ? <StageSheet customerId={profile.id} stage={profile.stage} onClose={close} /> : null}
        {sheet === 'field' && field ? (
          <FieldSheet
            key={field.fieldId}
            customerId={profile.id}
            field={field}
            canEdit={profile.can.editFields}
            messageHref={messageHref}
            onClose={close}
          />
        ) : null}
        {sheet === 'send-task' && toSend?.action?.kind === 'send' ? (
          <SendTaskSheet task={toSend} action={toSend.action} target={target} onClose={close} />
        ) : null}
        {sheet === 'new-task' ? <NewTaskSheet customerId={profile.id} onClose={close} /> : null}
      </Suspense>
    </>
  );
}

/** Height of the tabs, which stay in sight while one reads. */
const TABS_PX = 44;

/** Who has read far down in one tab begins the next one at its top. */
function usePanelFromItsTop(tab: TabId) {
  const panel = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab is what changes
  useLayoutEffect(() => {
    if (panel.current && panel.current.getBoundingClientRect().top < TABS_PX) panel.current.scrollIntoView();
  }, [tab]);
  return panel;
}

const IDLE_MS = 1_200;

/** The first screen comes first; the sheets are there before a thumb is. */
function useSheet(): [SheetId | null, (id: SheetId) => void, () => void] {
  const [sheet, setSheet] = useState<SheetId | null>(null);
  useEffect(() => {
    // What cannot be loaded now is loaded by the tap, which also tells.
    const loadAll = () => void Promise.allSettled([...Object.values(loaders), loadSendingTabs].map((load) => load()));
    const timer = setTimeout(loadAll, IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  const open = async (id: SheetId) => {
    try {
      await loaders[id]();
      setSheet(id);
    } catch {
      // No connection, or a new release took the place of this one.
      notify('没能打开,请检查网络后再试', {
        tone: 'problem',
        action: { label: '刷新', run: () => location.reload() },
      });
    }
  };
  const close = useCallback(() => setSheet(null), []);
  return [sheet, (id) => void open(id), close];
}
