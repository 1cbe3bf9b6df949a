import type { GroupView } from '@zhike/shared/contracts/group-chat';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { Button } from '../components/button.tsx';
import { Facts } from '../components/facts.tsx';
import { Moment } from '../components/figures.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { ChatsCard } from '../features/chat/chats-card.tsx';
import { useGroup, useReadGroup } from '../features/group/api/get-group.ts';
import { ChangesCard } from '../features/group/changes-card.tsx';
import { GroupStats } from '../features/group/group-stats.tsx';
import { GroupStatusPill } from '../features/group/group-status.tsx';
import { GroupTagDialog } from '../features/group/group-tag-dialog.tsx';
import { MembersCard } from '../features/group/members-card.tsx';
import { SendsTable } from '../features/material/stats/sends-table.tsx';
import { groupName } from '../features/group/say-group.ts';
import { JoiningRules } from './joining-rules.tsx';
import '../features/material/stats/stats.css';

export function GroupPage() {
  const { chatId = '' } = useParams();
  const group = useGroup(chatId);
  if (group.data) return <Group group={group.data} />;
  return group.error ? <Failed error={group.error} onRetry={() => void group.refetch()} /> : <Skeleton lines={8} />;
}

function Group({ group }: { group: GroupView }) {
  const read = useReadGroup(group.chatId);
  const [tagging, setTagging] = useState(false);
  return (
    <Page
      back={{ to: '/groups', label: '客户群' }}
      title={
        <>
          {groupName(group.name)}
          <GroupStatusPill {...group} />
        </>
      }
      hint={group.problem ? errorPhrases[group.problem] : undefined}
      actions={
        group.status === 'dismissed' ? null : (
          <Button
            variant="outline"
            loading={read.isPending}
            onClick={() =>
              read.mutate(undefined, { onError: notifyFailed, onSuccess: () => notifyDone('已读取最新的群资料') })
            }
          >
            立即更新
          </Button>
        )
      }
    >
      <div className="group-grid">
        <div className="group-column">
          <GroupStats chatId={group.chatId} />
          <MembersCard chatId={group.chatId} memberCount={group.memberCount} />
          <Card flush title="发到群里的素材和话术">
            <div className="touch-rows">
              <SendsTable of={{ chatId: group.chatId }} />
            </div>
          </Card>
        </div>
        <div className="group-column">
          <Card title="群资料">
            <Facts
              items={[
                { label: '群主', value: group.owner.name },
                ...(group.admins.length > 0
                  ? [{ label: '管理员', value: group.admins.map(({ name }) => name).join('、') }]
                  : []),
                {
                  label: '人数',
                  value: `${group.memberCount} 人,外部 ${group.externalCount} 人,其中客户 ${group.customerCount} 人`,
                },
                { label: '今天', value: `进群 ${group.joinedToday},退群 ${group.leftToday}` },
                ...(group.notice ? [{ label: '群公告', value: group.notice }] : []),
                { label: '建群', value: <Moment at={group.createdAt} /> },
                ...(group.dismissedAt ? [{ label: '解散', value: <Moment at={group.dismissedAt} /> }] : []),
                { label: '最近读取', value: <Moment at={group.syncedAt} /> },
              ]}
            />
          </Card>
          <Card
            title="群标签"
            extra={
              <button type="button" className="plain-button" onClick={() => setTagging(true)}>
                修改
              </button>
            }
          >
            <span className="group-name">
              {group.tags.length > 0 ? (
                group.tags.map((tag) => <Pill key={tag.tagId}>{tag.name}</Pill>)
              ) : (
                <span className="soft">还没有标签,群标签只在这里使用,客户看不到</span>
              )}
            </span>
          </Card>
          {group.can.editRules && group.status !== 'dismissed' ? (
            <JoiningRules subject={{ kind: 'chat', subject: group.chatId }} />
          ) : null}
          <ChatsCard of={{ chatId: group.chatId }} />
          <ChangesCard chatId={group.chatId} />
        </div>
      </div>
      {tagging ? (
        <GroupTagDialog
          chatId={group.chatId}
          chosen={group.tags.map(({ tagId }) => tagId)}
          onClose={() => setTagging(false)}
        />
      ) : null}
    </Page>
  );
}
