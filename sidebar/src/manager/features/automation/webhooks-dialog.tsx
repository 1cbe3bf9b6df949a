import type { WebhookView } from '@zhike/shared/contracts/automation-webhook';
import { useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { Input } from 'tdesign-react/es/input';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { notifyFailed } from '../../components/notify.ts';
import { useChangeWebhooks, useWebhooks } from './api/webhooks.ts';
import './webhooks-dialog.css';

/** Addresses of other systems that rules may call. A secret is shown once, when its address is added. */
export function WebhooksDialog({ onClose }: { onClose(): void }) {
  const webhooks = useWebhooks();
  const { add, remove } = useChangeWebhooks();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [removing, setRemoving] = useState<WebhookView | null>(null);
  const submit = () =>
    add.mutate(
      { name: name.trim(), url: url.trim() },
      {
        onSuccess: () => {
          setName('');
          setUrl('');
        },
        onError: notifyFailed,
      },
    );
  return (
    <Dialog
      visible
      header="Webhook 地址"
      width="min(560px, calc(100vw - 24px))"
      placement="center"
      footer={false}
      onClose={onClose}
    >
      <div className="dialog-column">
        <Loaded query={webhooks}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">还没有地址。规则触发时,系统会把触发的时间和编号发到这里,不含姓名和聊天内容。</p>
            ) : (
              <ul className="webhooks">
                {items.map((webhook) => (
                  <li key={webhook.id}>
                    <span className="webhook-words">
                      {webhook.name}
                      <span className="fine">{webhook.url}</span>
                    </span>
                    <button type="button" className="plain-button danger" onClick={() => setRemoving(webhook)}>
                      删除
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
        {add.data ? (
          <p className="webhook-secret" role="status">
            「{add.data.name}」的签名密钥只显示这一次,请现在复制给对方系统:
            <code>{add.data.secret}</code>
          </p>
        ) : null}
        <label>
          名称
          <Input value={name} onChange={setName} maxlength={40} placeholder="例如:订单系统" />
        </label>
        <label>
          地址
          <Input value={url} onChange={setUrl} maxlength={1000} placeholder="https://" />
        </label>
        <div>
          <Button
            theme="primary"
            loading={add.isPending}
            disabled={name.trim() === '' || !/^https?:\/\/./.test(url.trim())}
            onClick={submit}
          >
            添加地址
          </Button>
        </div>
      </div>
      {removing ? (
        <Confirm
          title={`删除「${removing.name}」`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          用到它的规则会跳过这个动作,其余动作照常执行。
        </Confirm>
      ) : null}
    </Dialog>
  );
}
