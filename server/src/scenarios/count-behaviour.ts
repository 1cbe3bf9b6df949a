import { countEvent } from '../domains/behaviour/count-events.ts';
import { type AnyBehaviourSource, behaviourSources } from '../domains/behaviour/sources.ts';
import { done, skipped } from '../platform/delivery/scenario.ts';
import { scenario } from './scenario.ts';

/** Counts what happened with the customer on the day when it happened. */
const countBehaviour = (source: AnyBehaviourSource) =>
  scenario<object>({
    name: `count-${source.kind.replaceAll('_', '-')}`,
    on: source.on,
    concerns: (payload) => source.counts(payload),
    async run(tx, event, _facts, _now, { config }) {
      if (!event.customerId) return skipped('没有对应的客户');
      await countEvent(tx, source, { ...event, customerId: event.customerId }, config.timeZone);
      return done();
    },
  });

export const behaviourCounters = behaviourSources.map(countBehaviour);
