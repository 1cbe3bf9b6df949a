import type { WebhookDeliveryView } from '@zhike/shared/contracts/automation-webhook';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Button } from '../../components/button.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { Pill, type PillTone } from '../../components/pill.tsx';
import { useRuleDeliveries, useSendAgain } from './api/deliveries.ts';
import { sayDelivery } from './say/say-delivery.ts';
import { Whom } from './whom.tsx';
import '../../components/table.css';

const tones: Record<WebhookDeliveryView['status'], PillTone> = {
  waiting: 'plain',
  delivered: 'good',
  failed: 'bad',
  dismissed: 'plain',
};

/** What a rule has sent to other systems, and what came back. */
export function DeliveriesCard({ ruleId }: { ruleId: string }) {
  const deliveries = useRuleDeliveries(ruleId);
  return (
    <Card flush title="Webhook 发送记录">
      <EndlessList
        query={deliveries}
        empty={<StateView title="还没有发送过" hint="规则执行后,发给哪个地址、对方怎么应答会写在这里。" />}
      >
        {(items) => (
          <table className="table">
            <thead>
              <tr>
                <th>客户</th>
                <th>发到</th>
                <th>结果</th>
                <th>时间</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {items.map((delivery) => (
                <Delivery key={delivery.id} delivery={delivery} />
              ))}
            </tbody>
          </table>
        )}
      </EndlessList>
    </Card>
  );
}

function Delivery({ delivery }: { delivery: WebhookDeliveryView }) {
  const send = useSendAgain();
  const now = useNow();
  const { id, webhook, status, tries, at, nextAt, problem, version } = delivery;
  return (
    <tr>
      <td data-label="客户">
        <Whom {...delivery} />
      </td>
      <td data-label="发到">{webhook.name ?? '已删除的地址'}</td>
      <td data-label="结果">
        <div>
          <Pill tone={tones[status]}>{sayDelivery(delivery)}</Pill>
          <span className="fine">
            {' '}
            试了 {tries} 次
            {nextAt !== null && nextAt - now > 60_000 ? (
              <>
                ,下一次 <Moment at={nextAt} />
              </>
            ) : null}
          </span>
          {problem ? (
            <details>
              <summary className="fine">详情</summary>
              <span className="fine">{problem}</span>
            </details>
          ) : null}
        </div>
      </td>
      <td data-label="时间">
        <div>
          <Moment at={at} />
          <span className="fine"> 第 {version} 版</span>
        </div>
      </td>
      <td>
        {delivery.can.replay ? (
          <Button
            variant="outline"
            loading={send.isPending}
            onClick={() => send.mutate(id, { onSuccess: () => notifyDone('已安排重新发送'), onError: notifyFailed })}
          >
            重新发送
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
