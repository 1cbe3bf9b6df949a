import type { GroupView } from '@zhike/shared/contracts/group-chat';
import { useEffect, useState } from 'react';
import { businessNow } from '../../shared/clock/business-clock.ts';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { TabBar } from '../components/tab-bar.tsx';
import { ChatsLink } from '../features/chat/chats-link.tsx';
import { useGroup } from '../features/group/api/get-group.ts';
import { useLookAtGroup } from '../features/group/api/look-at-group.ts';
import { GroupHeader } from '../features/group/group-header.tsx';
import { GroupMembers } from '../features/group/group-members.tsx';
import { GroupTagSheet } from '../features/group/group-tag-sheet.tsx';
import { TaskList } from '../features/task/task-list.tsx';
import { AsideBar, type WayBack } from './aside-bar.tsx';
import { MaterialTab, ScriptTab } from './sending-tabs.tsx';

interface GroupPageProps {
  chatId: string;
  viewerUserId: string;
  /** Not beside its chat: the way back. */
  back?: WayBack;
}

/** Beside the chat of a customer group: who is in it, who is new, what to do. */
export function GroupPage({ chatId, viewerUserId, back }: GroupPageProps) {
  const { data: group, error, refetch } = useGroup(chatId);
  return (
    <main className="page">
      {back ? <AsideBar back={back} /> : null}
      {group ? (
        <Group group={group} viewerUserId={viewerUserId} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton avatar lines={5} />
      )}
    </main>
  );
}

function Group({ group, viewerUserId }: { group: GroupView; viewerUserId: string }) {
  const [tab, setTab] = useState<'members' | 'tasks' | 'materials' | 'scripts'>('members');
  const [tagging, setTagging] = useState(false);
  // The look before this one: while the page is open, whoever was new stays marked, and so does whoever comes now.
  const [before] = useState(group.look);
  const [since] = useState(() => before.at ?? businessNow());
  const { mutate: look } = useLookAtGroup(group.chatId);
  useEffect(() => look(), [look]);
  return (
    <>
      <GroupHeader group={group} onTags={() => setTagging(true)} />
      {before.newCount > 0 ? <p className="group-news">上次看过之后新来了 {before.newCount} 人</p> : null}
      <ChatsLink of={{ chatId: group.chatId }} />
      <TabBar
        label="群资料"
        tabs={[
          { id: 'members', label: '成员', count: group.memberCount },
          { id: 'tasks', label: '待办', count: group.openTaskCount },
          { id: 'materials', label: '素材' },
          { id: 'scripts', label: '话术' },
        ]}
        current={tab}
        onChange={setTab}
      />
      <div className="tab-panel" role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {tab === 'members' ? <GroupMembers chatId={group.chatId} since={since} /> : null}
        {tab === 'tasks' ? (
          <TaskList
            chatId={group.chatId}
            viewerUserId={viewerUserId}
            emptyHint="有新成员要欢迎、或多人退群时,这里会提醒群主"
          />
        ) : null}
        {tab === 'materials' ? <MaterialTab target={{ chatId: group.chatId }} /> : null}
        {tab === 'scripts' ? <ScriptTab target={{ chatId: group.chatId }} /> : null}
      </div>
      {tagging ? <GroupTagSheet chatId={group.chatId} tags={group.tags} onClose={() => setTagging(false)} /> : null}
    </>
  );
}
