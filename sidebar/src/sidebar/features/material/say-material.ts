import type { MaterialKind, SendWay } from '@zhike/shared/contracts/material-content';
import type { MaterialRow, MaterialState } from '@zhike/shared/contracts/material';
import { ApiError, phraseOf } from '../../../shared/api/api-error.ts';
import { type Received, sayTimes } from '../../sending/list-sends.ts';

export const kindNames: Record<MaterialKind, string> = {
  text: '文字',
  image: '图片',
  poster: '海报',
  video: '视频',
  file: '文件',
  brochure: '产品手册',
  article: '文章',
  case: '案例',
  link: '网页',
  miniprogram: '小程序',
  live: '直播',
};

export const wayNames: Record<SendWay, { name: string; hint: string }> = {
  link: { name: '卡片', hint: '客户打开后,你能看到看了多久' },
  media: { name: '原文件', hint: '直接发图片、视频或文件,看不到是否打开' },
  text: { name: '文字', hint: '作为一条文字消息发送' },
  miniprogram: { name: '小程序卡片', hint: '客户点开进入小程序' },
};

/** What is on a poster is the customer's and the rep's; into a group it goes without a name. */
export const sayPosterHint = (isGroup: boolean): string =>
  isGroup ? '群里的海报不写某位客户的名字,带有你的名片和二维码' : '已填好这位客户的昵称、你的名片和二维码,以图片发出';

/** Why a poster could not be drawn, and what helps. */
export function sayNotDrawn(error: unknown): string {
  if (error instanceof ApiError && error.code === 'poster.variable_missing' && Array.isArray(error.details.variables))
    return `海报上要写「${error.details.variables.join('」「')}」,可是这里还不知道:请补充客户资料,或换一张海报`;
  return phraseOf(error);
}

const states: Record<Exclude<MaterialState, 'ready'>, string> = {
  preparing: '正在生成页面,稍后可发',
  broken: '文件有问题,请联系管理员',
  upcoming: '还没到使用日期',
  expired: '已过期',
  retired: '已停用',
};

/** Why it cannot be sent now; null when it can. */
export function sayCannotSend({ state, problem }: Pick<MaterialRow, 'state' | 'problem'>): string | null {
  return state === 'ready' ? null : (problem ?? states[state]);
}

/** 已发 3 次 · 2 人看过 */
export function sayUse({ sent, opened }: Pick<MaterialRow, 'sent' | 'opened'>): string {
  if (sent === 0) return '还没有人发过';
  return opened > 0 ? `已发 ${sent} 次 · ${opened} 人看过` : `已发 ${sent} 次`;
}

/** What the customer, or the group, did with it. */
export function sayReceived(received: Received): string {
  return `${sayTimes(received)}${received.isOpened ? (received.isGroup ? ' · 有人看过' : ' · 看过') : ''}`;
}
