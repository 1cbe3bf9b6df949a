import type { MassMessageView, QuotaSettings } from '@zhike/shared/contracts/mass-message';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Field } from '../components/field.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useChangeMassMessages, useMassMessages, useMassQuota } from '../features/mass-message/api/mass-messages.ts';
import { MassTable } from '../features/mass-message/mass-table.tsx';
import { overQuotaWays, quotas } from '../features/mass-message/say-mass.ts';
import '../components/table.css';

export function MassMessagesPage() {
  const navigate = useNavigate();
  const viewer = useViewer();
  const messages = useMassMessages();
  const { remove } = useChangeMassMessages();
  const [removing, setRemoving] = useState<MassMessageView | null>(null);
  const create = () => void navigate('/mass-messages/new');
  return (
    <Page
      title="群发"
      hint="写一次,请每位员工在企业微信里确认后发给自己的客户。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={create}>
          新建群发
        </Button>
      }
    >
      <Card flush>
        <EndlessList
          query={messages}
          empty={
            <StateView
              title="还没有群发"
              hint="例如把春季新品发给所有「高意向」的客户。"
              action={{ label: '新建群发', onClick: create }}
            />
          }
        >
          {(items) => <MassTable messages={items} onRemove={setRemoving} />}
        </EndlessList>
      </Card>
      {viewer.role === 'admin' ? <QuotaCard /> : null}
      {removing ? (
        <Confirm
          title={`删除群发「${removing.name}」`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          还没有开始,删除后不会发给任何人。
        </Confirm>
      ) : null}
    </Page>
  );
}

function QuotaCard() {
  const quota = useMassQuota();
  const { setQuota } = useChangeMassMessages();
  const change = (settings: QuotaSettings) => setQuota.mutate(settings, { onError: notifyFailed });
  return (
    <Card title="每位客户能收多少群发">
      <p className="soft mass-quota">
        与企业微信管理后台「客户联系 →
        群发」里的规则保持一致,这里读不到它。用来算出哪些客户已达上限;员工还没确认的群发不算在内,新建群发时另外提示。
      </p>
      <Loaded query={quota} lines={1}>
        {(settings) => (
          <div className="mass-form">
            <Field label="接收上限">
              <FilterChips
                label="接收上限"
                options={quotas}
                value={settings.rule}
                onChange={(rule) => change({ ...settings, rule })}
              />
            </Field>
            <Field label="已达上限的客户" hint="跳过的客户会列在群发的结果里。">
              <FilterChips
                label="已达上限的客户"
                options={overQuotaWays}
                value={settings.over}
                onChange={(over) => change({ ...settings, over })}
              />
            </Field>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
