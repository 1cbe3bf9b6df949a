import type { Sandbox } from '../sandbox.ts';
import { documentedBehaviours, unverifiedBehaviours } from './known-behaviours.ts';
import { presentMember } from './present.ts';
import type { Counts, Overview } from './views.ts';

const membersShown = 200;

export function overviewOf(sandbox: Sandbox, counts: Counts): Overview {
  const { credentials, origin, clock, world } = sandbox;
  const members = [];
  for (const member of world.members.values()) {
    if (members.length === membersShown) break;
    members.push(presentMember(sandbox, member));
  }
  return {
    corp: {
      corpId: credentials.corpId,
      name: credentials.corpName,
      agentId: credentials.agentId,
      agentName: credentials.agentName,
      weappAppId: credentials.weappAppid,
    },
    urls: addressesOf(origin),
    clock: { now: clock.now(), offsetMs: clock.offsetMs },
    settings: sandbox.settings,
    faults: sandbox.faults,
    limits: sandbox.limits,
    counts,
    departments: [...world.departments.values()],
    members,
    demo: sandbox.demo,
    stateFile: sandbox.hasStateFile,
    unverified: unverifiedBehaviours,
    documented: documentedBehaviours,
  };
}

/** Where each part of the emulated world answers, all on one origin. */
export function addressesOf(origin: string): Overview['urls'] {
  return {
    api: origin,
    oauth: origin,
    login: origin,
    control: `${origin}/control`,
    wechat: `${origin}/wechat`,
    archive: `${origin}/archive`,
    page: `${origin}/`,
  };
}
