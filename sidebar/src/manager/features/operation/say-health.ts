import type { HealthView } from '@zhike/shared/contracts/operation';

export interface HealthLine {
  label: string;
  sentence: string;
  isWell: boolean;
  to: string;
}

/** Waiting longer than this is felt by reps. */
const SLOW_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What waits for a person, of every kind. */
export const countStuck = ({ callbacks, runs, commands, messages, files, archive }: HealthView) =>
  callbacks.notUnderstood + runs.gaveUp + commands.gaveUp + messages.gaveUp + files.gaveUp + (archive?.closed ?? 0);

/** What runs well and what does not, in sentences; each leads to its rows. */
export function sayHealth(
  { callbacks, runs, commands, files, archive }: HealthView,
  sayMoment: (at: number) => string,
): HealthLine[] {
  const last = callbacks.lastAt === null ? '还没有收到过回调' : `最近一条 ${sayMoment(callbacks.lastAt)}`;
  return [
    {
      label: '企业微信回调',
      sentence: `今天 ${callbacks.today} 条,${last}${lag(callbacks.waiting, callbacks.oldestMs)}`,
      isWell: callbacks.oldestMs < SLOW_MS && callbacks.lastAt !== null,
      to: callbacks.lastAt === null ? '/doctor' : '/failures?kind=callback',
    },
    queue('业务步骤', runs, '/failures?kind=run'),
    queue('后台操作', commands, '/failures?kind=command'),
    ...sayFiles(files),
    ...(archive ? [lineOfArchive(archive)] : []),
  ];
}

/** WeCom deletes what is not downloaded after five days: a day of waiting is worth a look, the last day an alarm. */
function sayFiles({ waiting, gaveUp, oldestMs, expiresInMs }: HealthView['files']): HealthLine[] {
  if (waiting === 0 && gaveUp === 0) return [];
  const isLate = oldestMs > DAY_MS;
  const hours = expiresInMs === null ? null : Math.floor(expiresInMs / HOUR_MS);
  const ends = hours === null ? '' : hours < 0 ? ',最早的已过保留期' : `,最早的 ${hours} 小时后被企业微信删除`;
  const failed = gaveUp > 0 ? `${gaveUp} 个没有下载成功` : '';
  const queued = waiting > 0 ? `${waiting} 个等待下载${isLate ? ends : ''}` : '';
  return [
    {
      label: '会话文件',
      sentence: [failed, queued].filter(Boolean).join(','),
      isWell: gaveUp === 0 && !isLate,
      to: '/failures?kind=file',
    },
  ];
}

function lineOfArchive({ lagMs, isLate, closed }: NonNullable<HealthView['archive']>): HealthLine {
  const late = lagMs < SLOW_MS ? '没有延迟' : `存档延迟 ${Math.round(lagMs / 60_000)} 分钟`;
  return {
    label: '会话存档',
    sentence: closed > 0 ? `${late},${closed} 条消息打不开` : late,
    isWell: !isLate && closed === 0,
    to: closed > 0 && !isLate ? '/failures?kind=archive' : '/doctor',
  };
}

function queue(label: string, { waiting, gaveUp, oldestMs }: HealthView['runs'], to: string): HealthLine {
  const isWell = gaveUp === 0 && oldestMs < SLOW_MS;
  const failed = gaveUp > 0 ? `${gaveUp} 个没有成功,等你处理` : '';
  return {
    label,
    sentence:
      [failed, waiting > 0 ? `${waiting} 个在排队${delay(oldestMs)}` : ''].filter(Boolean).join(',') || '全部处理完',
    isWell,
    to,
  };
}

const lag = (waiting: number, oldestMs: number) =>
  waiting > 0 ? `,${waiting} 条在排队${delay(oldestMs)}` : ',没有积压';

function delay(oldestMs: number): string {
  if (oldestMs < 1_000) return '';
  return oldestMs < SLOW_MS
    ? `(最久 ${Math.round(oldestMs / 1_000)} 秒)`
    : `(最久 ${Math.round(oldestMs / 60_000)} 分钟)`;
}
