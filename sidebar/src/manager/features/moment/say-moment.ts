import type { MomentStatus } from '@zhike/shared/contracts/moment';
import type { PillTone } from '../../components/pill.tsx';

export const momentStatuses: Record<MomentStatus, { word: string; tone: PillTone }> = {
  making: { word: '正在创建', tone: 'brand' },
  running: { word: '等员工发表', tone: 'warning' },
  ended: { word: '已结束', tone: 'good' },
  cancelled: { word: '已取消', tone: 'plain' },
  failed: { word: '没有创建成功', tone: 'bad' },
  unknown: { word: '结果不明', tone: 'bad' },
};
