import type { StageView } from '@zhike/shared/contracts/field';
import './stage.css';

/** A stage: its name, with its colour as a dot beside it. */
export function StageDot({ stage }: { stage: StageView }) {
  return <span className={`stage-dot stage-dot-${stage.color}`} aria-hidden="true" />;
}
