import { useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { Button } from '../../../components/button.tsx';
import { useWebhooks } from '../api/webhooks.ts';
import { WebhooksDialog } from '../webhooks-dialog.tsx';
import type { Picked } from './pickers.ts';

interface WebhookFieldProps {
  value: string;
  nameOf(id: string): string | undefined;
  mayAdd: boolean;
  onChange(picked: Picked): void;
}

/** Which address is called; administrators add and remove addresses here. */
export function WebhookField({ value, nameOf, mayAdd, onChange }: WebhookFieldProps) {
  const webhooks = useWebhooks();
  const [managing, setManaging] = useState(false);
  const items = webhooks.data?.items ?? [];
  const isListed = value === '' || items.some(({ id }) => id === value);
  return (
    <div className="row">
      <Select
        className="rule-select"
        value={value}
        loading={webhooks.isPending}
        options={[
          ...(isListed ? [] : [{ value, label: nameOf(value) ?? '已删除' }]),
          ...items.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => {
          const found = items.find((one) => one.id === id);
          if (found) onChange({ id: found.id, name: found.name });
        }}
        placeholder={items.length === 0 && !mayAdd ? '请管理员先添加地址' : '选择 Webhook'}
      />
      {mayAdd ? (
        <Button variant="outline" onClick={() => setManaging(true)}>
          管理地址
        </Button>
      ) : null}
      {managing ? <WebhooksDialog onClose={() => setManaging(false)} /> : null}
    </div>
  );
}
