import { orderMassResults } from '../../domains/mass-message/commands/read-mass-results.ts';
import { massResultsDue } from '../../domains/mass-message/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** WeCom calls nobody back about mass messages: it is asked. */
export const askForMassResults = scenario({
  name: 'ask-for-mass-results',
  on: massResultsDue,
  async run(tx) {
    return (await orderMassResults(tx)) ? done() : skipped('已经排队');
  },
});
