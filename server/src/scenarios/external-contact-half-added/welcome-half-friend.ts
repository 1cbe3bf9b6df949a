import { gatherGreeting, greet } from '../../domains/channel/greet.ts';
import { externalContactHalfAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Whoever adds a rep without verification is greeted before the rep confirms; the later whole event greets nobody twice. */
export const welcomeHalfFriend = scenario({
  name: 'welcome-half-friend',
  on: externalContactHalfAdded,
  lane: 'urgent',
  gather: gatherGreeting,
  run: (tx, event, greeting, _now, deps) => greet(tx, event, greeting, 'half', deps),
});
