import type { Opened } from '../../shared/wecom/client.ts';
import type { WayBack } from '../pages/aside-bar.tsx';

export const toHome: WayBack = { href: '#/home', label: '我的今天' };

/** From a customer or a group that is not of this chat: to what stands beside the chat, or to the day where there is none. */
export function wayBackOf(opened: Opened | undefined): WayBack {
  if (opened?.where === 'group_chat') return { href: '#/', label: '返回群' };
  return opened?.where === 'single_chat' ? { href: '#/', label: '返回客户' } : toHome;
}
