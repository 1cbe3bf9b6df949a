import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import { useParams } from 'react-router';
import { BehaviourChart } from '../../shared/behaviour/behaviour-chart.tsx';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { texts } from '../../shared/texts/zh-cn.ts';
import { mayOpen } from '../app/navigation.ts';
import { useViewer } from '../app/viewer.ts';
import { Avatar } from '../components/avatar.tsx';
import { Button } from '../components/button.tsx';
import { Facts } from '../components/facts.tsx';
import { Moment } from '../components/figures.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { MemberPicker } from '../features/corp/member-picker.tsx';
import { ChatsCard } from '../features/chat/chats-card.tsx';
import { useChangeCustomer } from '../features/customer/api/change-customer.ts';
import { useCustomer } from '../features/customer/api/get-customer.ts';
import { FieldsCard } from '../features/customer/fields-card.tsx';
import { FollowUpForm } from '../features/customer/follow-up-form.tsx';
import { GroupsCard } from '../features/customer/groups-card.tsx';
import { OwnerCard } from '../features/customer/owner-card.tsx';
import { RelationsCard } from '../features/customer/relations-card.tsx';
import { messagePath } from '../features/chat/chat-links.ts';
import { CustomerTouchCard } from '../features/material/stats/customer-touch-card.tsx';
import { TagsCard } from '../features/customer/tags-card.tsx';
import { Timeline } from '../features/customer/timeline.tsx';
import { CustomerSopsCard } from '../features/sop/customer-sops-card.tsx';
import { StageSelect } from '../features/stage/stage-select.tsx';
import { TagsDialog } from '../features/tag/tags-dialog.tsx';
import { TaskList } from '../features/task/task-list.tsx';
import '../features/customer/customer-page.css';

export function CustomerPage() {
  const { customerId = '' } = useParams();
  const customer = useCustomer(customerId);
  if (customer.data) return <Profile customer={customer.data} />;
  return customer.error ? (
    <Failed error={customer.error} onRetry={() => void customer.refetch()} />
  ) : (
    <Skeleton lines={8} avatar />
  );
}

function Profile({ customer }: { customer: CustomerProfile }) {
  const viewer = useViewer();
  const change = useChangeCustomer(customer.id);
  const [dialog, setDialog] = useState<'tags' | 'owner' | null>(null);
  const phones = new Map<string, string[]>();
  for (const { relationId, phone } of change.reveal.data?.phones ?? [])
    phones.set(relationId, [...(phones.get(relationId) ?? []), phone]);
  const hasPhones = customer.relations.some((relation) => relation.phones.length > 0);
  const tagIds = customer.tags.map(({ tagId }) => tagId);
  const changeTags = (wanted: string[]) => {
    const add = wanted.filter((id) => !tagIds.includes(id));
    const remove = tagIds.filter((id) => !wanted.includes(id));
    if (add.length + remove.length === 0) return;
    change.tags.mutate(
      { add, remove },
      { onError: notifyFailed, onSuccess: () => notifyDone('已修改,正在写入企业微信') },
    );
  };

  return (
    <Page
      back={{ to: '/customers', label: '客户' }}
      title={
        <span className="customer-head">
          <Avatar name={customer.name} src={customer.avatar} size={48} />
          {customer.name || texts.unnamed}
          <Pill>{texts.typeOf(customer.type)}</Pill>
          {customer.status === 'lost' ? <Pill tone="bad">已流失</Pill> : null}
        </span>
      }
    >
      <div className="customer-grid">
        <div className="customer-column">
          <Card title="来源与阶段">
            <Facts
              items={[
                ...(customer.corpName
                  ? [{ label: '公司', value: [customer.corpName, customer.position].filter(Boolean).join(' · ') }]
                  : []),
                ...(texts.genderOf(customer.gender) ? [{ label: '性别', value: texts.genderOf(customer.gender) }] : []),
                { label: '来源', value: customer.channel ? `渠道「${customer.channel.name}」` : '不是扫渠道活码来的' },
                { label: '首次添加', value: <Moment at={customer.firstAddedAt} /> },
                ...(customer.lastAddedAt === customer.firstAddedAt
                  ? []
                  : [{ label: '最近添加', value: <Moment at={customer.lastAddedAt} /> }]),
                {
                  label: '阶段',
                  value: customer.can.editStage ? (
                    <StageSelect
                      value={customer.stage?.id ?? null}
                      clearable={false}
                      placeholder="选择阶段"
                      onChange={(stageId) =>
                        stageId &&
                        stageId !== customer.stage?.id &&
                        change.stage.mutate(stageId, { onError: notifyFailed })
                      }
                    />
                  ) : (
                    (customer.stage?.name ?? '—')
                  ),
                },
              ]}
            />
          </Card>
          <FieldsCard
            key={`fields-${customer.id}`}
            fields={customer.fields}
            mayEdit={customer.can.editFields}
            mayDefine={viewer.role === 'admin'}
            mayOpenRules={mayOpen(viewer, '/automation')}
            onSave={(fieldId, value) => change.field.mutateAsync({ fieldId, value })}
          />
          {customer.can.logFollowUp ? (
            <Card title="记跟进">
              <FollowUpForm key={customer.id} customerId={customer.id} />
            </Card>
          ) : null}
          <Card title="动态">
            <Timeline customerId={customer.id} />
          </Card>
          <Card title="往来">
            <BehaviourChart key={customer.id} customerId={customer.id} />
          </Card>
          <CustomerTouchCard key={`touch-${customer.id}`} customerId={customer.id} />
        </div>
        <div className="customer-column">
          <OwnerCard
            owner={customer.owner}
            nameOf={(userId) => customer.relations.find(({ member }) => member.userId === userId)?.member.name}
            action={
              customer.can.setOwner ? (
                <button type="button" className="plain-button" onClick={() => setDialog('owner')}>
                  更换
                </button>
              ) : null
            }
          />
          <TagsCard
            mayOpenRules={mayOpen(viewer, '/automation')}
            messagePath={messagePath}
            tags={customer.tags}
            action={
              customer.can.editTags ? (
                <button type="button" className="plain-button" onClick={() => setDialog('tags')}>
                  修改
                </button>
              ) : null
            }
          />
          <Card title="待办">
            <TaskList customerId={customer.id} />
          </Card>
          <CustomerSopsCard key={`sops-${customer.id}`} customerId={customer.id} />
          <ChatsCard of={{ customerId: customer.id }} />
          <GroupsCard customerId={customer.id} />
          <RelationsCard relations={customer.relations} phones={phones} />
          {hasPhones && customer.can.revealPhones && !change.reveal.data ? (
            <Button
              variant="outline"
              loading={change.reveal.isPending}
              onClick={() => change.reveal.mutate(undefined, { onError: notifyFailed })}
            >
              查看完整手机号(会留下记录)
            </Button>
          ) : null}
        </div>
      </div>
      {dialog === 'tags' ? (
        <TagsDialog title="修改标签" chosen={tagIds} onChange={changeTags} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'owner' ? (
        <MemberPicker
          title="由谁负责"
          chosen={customer.owner ? [customer.owner.member] : []}
          single
          onChange={([member]) =>
            member &&
            change.owner.mutate(
              { ownerUserId: member.userId },
              { onError: notifyFailed, onSuccess: () => notifyDone(`已交给${member.name},已提醒`) },
            )
          }
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  );
}
