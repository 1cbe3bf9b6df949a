import type { WebhookDeliveryView } from '@zhike/shared/contracts/automation-webhook';

type Outcome = Pick<WebhookDeliveryView, 'status' | 'answer' | 'tries' | 'problem'>;

/** What became of a call. */
export function sayDelivery({ status, answer, tries, problem }: Outcome): string {
  const said = answer === null ? '对方没有应答' : `对方应答 ${answer}`;
  switch (status) {
    case 'delivered':
      return '已送达';
    case 'waiting':
      return tries === 0 || problem === null ? '等待发送' : `${said},稍后自动重试`;
    case 'failed':
      return `没有送达:${answer === null ? '对方没有应答,或地址不能用' : said}`;
    case 'dismissed':
      return `没有送达,已忽略:${said}`;
  }
}
