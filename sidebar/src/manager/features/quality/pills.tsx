import type { QualityLevel, QualityState } from '@zhike/shared/contracts/quality';
import { Pill, type PillTone } from '../../components/pill.tsx';
import { levelNames, stateNames } from './say-quality.ts';

const levelTones: Record<QualityLevel, PillTone> = { high: 'bad', middle: 'warning', low: 'plain' };
const stateTones: Record<QualityState, PillTone> = { open: 'brand', fine: 'good', remind: 'warning', violation: 'bad' };

export const LevelPill = ({ level }: { level: QualityLevel }) => (
  <Pill tone={levelTones[level]}>{levelNames[level]}风险</Pill>
);
export const StatePill = ({ state }: { state: QualityState }) => (
  <Pill tone={stateTones[state]}>{stateNames[state]}</Pill>
);
