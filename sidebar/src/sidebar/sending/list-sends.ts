import { useQuery } from '@tanstack/react-query';
import type { listSends, SendView } from '@zhike/shared/contracts/material-send';
import { call } from '../../shared/api/call.ts';
import { type ChatTarget, toServer } from './chat-target.ts';

/** As far back as a card tells what went into this chat. */
const NEWEST = 100;

/** What was sent to a customer, or into a group, newest first. */
export function useSends(target: ChatTarget) {
  const to = toServer(target);
  return useQuery({
    queryKey: ['sends', to],
    queryFn: async ({ signal }): Promise<SendView[]> =>
      (await call<typeof listSends>('listSends', { query: { ...to, limit: NEWEST }, signal })).items,
  });
}

export interface Received {
  times: number;
  isOpened: boolean;
  isGroup: boolean;
}

/** By material and script: how often it went into this chat, and whether anybody there has opened it. */
export function receivedOf(sends: readonly SendView[]): Map<string, Received> {
  const received = new Map<string, Received>();
  for (const { material, script, chat, openedAt, status } of sends) {
    const id = material?.id ?? script?.id;
    if (!id || status !== 'sent') continue;
    const before = received.get(id);
    received.set(id, {
      times: (before?.times ?? 0) + 1,
      isOpened: (before?.isOpened ?? false) || openedAt !== null,
      isGroup: chat !== null,
    });
  }
  return received;
}

/** 已发给TA, 在本群发过 2 次 */
export function sayTimes({ times, isGroup }: Received): string {
  if (isGroup) return times > 1 ? `在本群发过 ${times} 次` : '已发到本群';
  return times > 1 ? `给TA发过 ${times} 次` : '已发给TA';
}
