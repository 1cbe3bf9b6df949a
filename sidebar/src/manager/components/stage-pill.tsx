import './stage-pill.css';

type StageTone = 'gray' | 'blue' | 'cyan' | 'green' | 'yellow' | 'orange' | 'red' | 'purple';

/** A step with its colour as a dot; the word says it. */
export function StagePill({ stage }: { stage: { name: string; color: StageTone } }) {
  return (
    <span className="stage-pill">
      <i className={`stage-dot stage-${stage.color}`} aria-hidden="true" />
      {stage.name}
    </span>
  );
}
