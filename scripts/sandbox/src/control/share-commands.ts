/** Commands that hand something to WeCom's own tools, where the member confirms it (wecom-client-jssdk §1.5). */
import { createMassMessage } from '../acts/mass/create-mass-message.ts';
import { createMoment } from '../acts/moments/create-moment.ts';
import { type Command, type CommandCall, failed, hasPermission, idsOf, ok } from './client-answers.ts';
import type { ClientInvokeResult } from './contract-client.ts';
import { readMomentShare, readShare } from './share-content.ts';

const mostCustomers = 20_000;
const mostGroups = 2_000;

export const shareCommands: Record<string, Command> = {
  shareToExternalContact: {
    appOnly: true,
    run(call) {
      const friends = friendsOf(call);
      return prepareMass(call, 'single', idsOf(call.params.externalUserIds), friends, mostCustomers);
    },
  },
  shareToExternalChat: {
    appOnly: true,
    run(call) {
      const own = [...call.sandbox.world.groups.of(call.member.userId)]
        .filter((group) => group.owner === call.member.userId)
        .map((group) => group.chatId);
      return prepareMass(call, 'group', idsOf(call.params.chatIds), own, mostGroups);
    },
  },
  shareToExternalMoments: { appOnly: true, run: prepareMoment },
};

/** Whom she named, of those she can reach; or all, of whom she then leaves some out. */
function prepareMass(
  call: CommandCall,
  chatType: 'single' | 'group',
  named: string[],
  reachable: string[],
  most: number,
): ClientInvokeResult {
  const { sandbox, member, name } = call;
  if (!hasPermission(call)) return failed(name, 'fail no permission');
  const share = readShare(sandbox, call.params);
  if (typeof share === 'string') return failed(name, share);
  const known = new Set(reachable);
  const receivers = named.length > 0 ? [...new Set(named)].filter((id) => known.has(id)) : reachable;
  if (receivers.length === 0 || receivers.length > most) return failed(name, 'fail_invalid receivers');
  const { msgId } = createMassMessage(sandbox, {
    ...share,
    chatType,
    creator: member.userId,
    allowSelect: true,
    receivers: new Map([[member.userId, receivers]]),
  });
  return ok(name, {}, { kind: 'mass_prepared', msgId });
}

function prepareMoment(call: CommandCall): ClientInvokeResult {
  const { sandbox, member, name } = call;
  if (!hasPermission(call)) return failed(name, 'fail no permission');
  const share = readMomentShare(sandbox, call.params);
  if (typeof share === 'string') return failed(name, share);
  const { momentId } = createMoment(sandbox, {
    ...share,
    jobId: '',
    creator: member.userId,
    isPartly: false,
    customersBy: new Map([[member.userId, friendsOf(call)]]),
  });
  return ok(name, {}, { kind: 'moment_prepared', momentId });
}

function friendsOf({ sandbox, member }: CommandCall): string[] {
  const friends: string[] = [];
  for (const relation of sandbox.world.relations.byMember(member.userId))
    if (relation.state === 'friend') friends.push(relation.externalUserId);
  return friends;
}
