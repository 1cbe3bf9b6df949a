import type { SopView } from '@zhike/shared/contracts/sop';
import { Card } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { sayMoment, saySending } from './say-step.ts';
import './sop.css';

/** All steps of an SOP, with what each sends. */
export function StepList({ sop: { definition, names } }: { sop: Pick<SopView, 'definition' | 'names'> }) {
  return (
    <Card title="步骤">
      <ol className="sop-step-list">
        {definition.steps.map((step) => {
          const sending = saySending(step, names);
          return (
            <li key={step.id}>
              <span className="number fine">{sayMoment(step.at)}</span>
              <span className="sop-step-words">
                <span>
                  {step.title} {step.filter ? <Pill tone="warning">只对符合条件的</Pill> : null}
                </span>
                {sending ? <span className="fine">{sending}</span> : null}
                {step.deed.note ? <span className="fine">{step.deed.note}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
