import type { ChannelListItem, Receivers } from '@zhike/shared/contracts/channel';
import { errorPhrases } from '@zhike/shared/texts/error-phrases';
import { Pill } from '../../components/pill.tsx';

/** Whether the code works, in a word; what is wrong stands in the tooltip and on the channel's own page. */
export function ChannelStatusPill({ status, problem }: Pick<ChannelListItem, 'status' | 'problem'>) {
  if (problem)
    return (
      <Pill tone="bad" title={sayProblem(problem.code)}>
        需要处理
      </Pill>
    );
  if (status === 'draft') return <Pill tone="warning">生成中</Pill>;
  return status === 'paused' ? <Pill>已暂停</Pill> : <Pill tone="good">使用中</Pill>;
}

export function sayProblem(code: string): string {
  return errorPhrases[code] ?? '企业微信没有接受这个渠道码的设置,请检查接待员工后重新保存';
}

export const receivingReasons: Record<Receivers['why'], string> = {
  on_duty: '当班员工接待',
  spare: '当班员工已满或无人当班,由备用员工接待',
  all_over_cap: '都已加满且没有备用员工,仍由当班员工接待',
  nobody_on_duty: '没有人当班,由全部员工接待',
  paused: '已暂停,由顶替的员工接待',
  unattended: '没有可用的员工,请尽快调整',
};

export const restingReasons: Record<Receivers['resting'][number]['why'], string> = {
  off_duty: '不当班',
  cap_reached: '今天已加满',
  left: '已离职',
  unusable: '不可用(未开通客户联系或不在可见范围)',
  paused: '已暂停',
};
