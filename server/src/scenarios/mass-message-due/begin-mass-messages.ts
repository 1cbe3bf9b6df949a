import { beginDueMassMessages } from '../../domains/mass-message/actions/run-mass-message.ts';
import { massMessagesDue } from '../../domains/mass-message/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** The moment of mass messages that were put off has come. */
export const beginMassMessages = scenario({
  name: 'begin-mass-messages',
  on: massMessagesDue,
  async run(tx, _event, _facts, now) {
    return (await beginDueMassMessages(tx, now)) > 0 ? done() : skipped('已经开始或已取消');
  },
});
