import { waysOfKind } from '@zhike/shared/contracts/material-content';
import type { RuleCondition, RuleTrigger } from '../../engines/rules/registry.ts';
import { touchFinished, touchOpened, type VisitNews } from './events.ts';

const KINDS: Record<string, string> = {
  brochure: '产品手册',
  article: '文章',
  case: '案例',
  video: '视频',
  link: '网页链接',
  live: '直播',
};

/** Kinds that are opened through a link of ours. */
const kindOptions = Object.entries(waysOfKind)
  .filter(([, ways]) => (ways as readonly string[]).includes('link'))
  .map(([value]) => ({ value, label: KINDS[value] ?? value }));

type Opened = Parameters<typeof touchOpened>[0]['payload'];

const conditions: readonly RuleCondition<VisitNews>[] = [
  { key: 'material', label: '打开的素材', input: 'material', valuesOf: ({ payload }) => [payload.materialId] },
  {
    key: 'kind',
    label: '素材类型',
    input: 'options',
    options: kindOptions,
    valuesOf: ({ payload }) => [payload.kind],
  },
  { key: 'member', label: '分享的员工', input: 'member', valuesOf: ({ payload }) => [payload.userId] },
];

const opened: RuleTrigger<Opened> = { key: 'touch.opened', label: '打开了素材', on: touchOpened, conditions };
const finished: RuleTrigger<VisitNews> = { key: 'touch.finished', label: '看完了素材', on: touchFinished, conditions };

export const touchRuleTriggers = [opened, finished];
