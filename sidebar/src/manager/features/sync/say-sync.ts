import type { SyncJobView, SyncKind } from '@zhike/shared/contracts/sync';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';

export const kindNames: Record<SyncKind, string> = {
  members: '成员与部门',
  tags: '标签',
  customers: '客户',
  groups: '客户群',
};
const unitNames: Record<SyncKind, string> = {
  members: '个部门',
  tags: '个标签组',
  customers: '位员工的客户',
  groups: '个群',
};
export const triggerNames: Record<SyncJobView['trigger'], string> = {
  first: '首次',
  nightly: '夜间自动',
  manual: '手动',
};
export const statusNames: Record<SyncJobView['status'], string> = {
  waiting: '排队中',
  running: '进行中',
  done: '已完成',
  failed: '没有完成',
  cancelled: '已停止',
};

/** 读取 1,200,新增 3,更新 5,移除 1; what a person wants to know of a run. */
export function sayCounts({ read, added, changed, removed }: SyncJobView['counts']): string {
  const found = [
    added > 0 ? `补上 ${added.toLocaleString('zh-CN')}` : '',
    changed > 0 ? `更新 ${changed.toLocaleString('zh-CN')}` : '',
    removed > 0 ? `移除 ${removed.toLocaleString('zh-CN')}` : '',
  ].filter(Boolean);
  return `读取 ${read.toLocaleString('zh-CN')} 条,${found.length > 0 ? found.join(',') : '没有差异'}`;
}

export function sayProblem(code: string): string {
  return errorPhrases[code] ?? '企业微信没有正常返回,可以稍后再试或先做一次自检';
}

/** Percent of a run, null while nobody knows how much there is. */
export function percentOf({ doneCount, totalCount }: Pick<SyncJobView, 'doneCount' | 'totalCount'>): number | null {
  if (totalCount === null) return null;
  return totalCount === 0 ? 100 : Math.min(100, Math.floor((doneCount / totalCount) * 100));
}

/** Groups come page by page: nobody knows how many there are before the last. */
export function sayProgress({
  kind,
  doneCount,
  totalCount,
}: Pick<SyncJobView, 'kind' | 'doneCount' | 'totalCount'>): string {
  if (totalCount !== null) return `${doneCount} / ${totalCount} ${unitNames[kind]}`;
  return doneCount === 0 ? '正在清点' : `已读取 ${doneCount} ${unitNames[kind]}`;
}
