import type { SendView } from '@zhike/shared/contracts/material-send';
import type { VisitView } from '@zhike/shared/contracts/touch';

const wayNames: Record<SendView['way'], string> = {
  link: '卡片',
  media: '原文件',
  text: '文字',
  miniprogram: '小程序卡片',
};

/** A poster is no file of anybody's: it is drawn for the customer. */
export const sayWay = ({ way, material }: Pick<SendView, 'way' | 'material'>): string =>
  material?.kind === 'poster' ? '图片' : wayNames[way];

const failures: Record<NonNullable<SendView['failure']>, string> = {
  cancelled: '员工取消了发送',
  no_permission: '没有发送权限',
  no_chat: '聊天窗口已关闭',
  bad_picture: '封面图不合要求',
  timeout: '企业微信没有响应',
  too_old: '企业微信版本太低',
  other: '没有发出去',
};

/** What came of a sending. `prepared`: the client has not said anything. */
export function sayOutcome({ status, failure }: Pick<SendView, 'status' | 'failure'>): string {
  if (status === 'sent') return '已发送';
  return status === 'failed' ? failures[failure ?? 'other'] : '未确认';
}

/** 45 秒, 3 分 5 秒, 1 小时 2 分. */
export function sayDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${seconds % 60} 秒`;
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

/** How far somebody came. */
export function sayProgress({ percent, page, pages }: Pick<VisitView, 'percent' | 'page' | 'pages'>): string {
  const share = percent >= 90 ? '看完了' : `看了 ${percent}%`;
  return page !== null && pages !== null ? `${share},停在第 ${page}/${pages} 页` : share;
}

/** How sure we are who it was. */
export const knownByNames: Record<VisitView['knownBy'], string> = {
  weapp: '小程序登录',
  wechat: '微信确认',
  link: '发给她的链接',
  nobody: '未知访客',
};
