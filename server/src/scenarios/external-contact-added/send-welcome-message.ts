import { gatherGreeting, greet } from '../../domains/channel/greet.ts';
import { externalContactAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** WeCom honours a welcome code once, and only for 20 seconds: this overtakes everything else. */
export const sendWelcomeMessage = scenario({
  name: 'send-welcome-message',
  on: externalContactAdded,
  lane: 'urgent',
  gather: gatherGreeting,
  run: (tx, event, greeting, _now, deps) => greet(tx, event, greeting, 'whole', deps),
});
