import type { MomentMedia, MomentStatus, MomentView } from '@zhike/shared/contracts/moment';
import type { PillTone } from '../../components/pill.tsx';
import { shortened } from '../../../shared/format/shortened.ts';

export const momentStatuses: Record<MomentStatus, { word: string; tone: PillTone }> = {
  making: { word: '正在创建', tone: 'brand' },
  running: { word: '等员工发表', tone: 'warning' },
  ended: { word: '已结束', tone: 'good' },
  cancelled: { word: '已取消', tone: 'plain' },
  failed: { word: '没有创建成功', tone: 'bad' },
  unknown: { word: '结果不明', tone: 'bad' },
};

/** Before WeCom has made it there is nothing to count. */
export const hasFigures = ({ status }: Pick<MomentView, 'status'>): boolean =>
  status === 'running' || status === 'ended' || status === 'cancelled';

export function sayFigures({ reps, counts }: Pick<MomentView, 'reps' | 'counts'>): string {
  return `${reps.published}/${reps.total} 位员工已发表,${counts.reached} 位客户可见,${counts.likes} 个赞,${counts.comments} 条评论`;
}

/** What stands for a moment in one line. */
export function titleOf({ text, media }: Pick<MomentView, 'text' | 'media'>): string {
  return shortened(text) || withoutWords(media);
}

function withoutWords(media: MomentMedia): string {
  switch (media.kind) {
    case 'images':
      return `(${media.assetIds.length} 张图片)`;
    case 'video':
      return '(视频)';
    case 'link':
      return shortened(media.title);
    case 'none':
      return '(没有内容)';
  }
}

/** Whom WeCom did not ask and why that may be; nothing when everybody was. */
export function sayLeftOut({ members, departments, tags }: MomentView['leftOut']): string[] {
  const who = [...departments, ...members.map(({ name }) => name)];
  return [
    ...(who.length > 0 ? [`企业微信没有请${who.join('、')}发表:没有开通客户联系,或不在应用可见范围内。`] : []),
    ...(tags.length > 0 ? [`企业微信不认识${tags.map((tag) => `「${tag}」`).join('、')},没有用来挑选客户。`] : []),
  ];
}
