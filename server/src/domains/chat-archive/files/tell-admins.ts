import type { Config } from '../../../config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { listAdminUserIds } from '../../corp/store.ts';
import { notify } from '../../notice/notify.ts';
import { wasTold } from '../../notice/store.ts';

const DAY = 24 * 3_600_000;
const WORDS = {
  late: {
    title: '会话文件下载变慢',
    text: '有会话里的图片、语音或文件超过 1 天还没有下载到本系统。企业微信只保留 5 天,请到「异常」查看原因。',
  },
  expiring: {
    title: '会话文件即将丢失',
    text: '有会话里的图片、语音或文件在 1 天内会被企业微信删除,还没有下载到本系统。请立即到「异常」查看原因。',
  },
} as const;

/** Each admin once a day for each of the two. Returns how many were told. @param machineNow of the notices */
export async function tellAdminsOfFiles(
  tx: Tx,
  { adminUserIds }: Pick<Config, 'adminUserIds'>,
  trouble: keyof typeof WORDS,
  machineNow: number,
): Promise<number> {
  const mergeKey = `chat-files-${trouble}`;
  let told = 0;
  for (const userId of await listAdminUserIds(tx, adminUserIds)) {
    if (await wasTold(tx, userId, mergeKey, machineNow - DAY)) continue;
    await notify(tx, userId, { kind: 'system', mergeKey, link: '/manager/#/failures?kind=file', ...WORDS[trouble] });
    told += 1;
  }
  return told;
}
