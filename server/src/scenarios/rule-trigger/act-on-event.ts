import { handleEvent } from '../../domains/automation/handle-event.ts';
import type { EventType } from '../../platform/delivery/event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { ruleParts } from '../rule-parts.ts';
import { scenario } from '../scenario.ts';

/** Rules hear of every event that they can wait for: one scenario a type of event. */
export const ruleScenarios = ruleParts.eventTypes().map((on: EventType<object>) =>
  scenario({
    name: `rules-on ${on.name}`,
    on,
    concerns: (payload) => ruleParts.triggersOn(on.name).some((trigger) => trigger.concerns?.(payload) ?? true),
    async run(tx, event, _facts, now, deps) {
      return (await handleEvent(tx, deps, event, now)) > 0 ? done() : skipped('没有规则因此执行');
    },
  }),
);
