import type { OwnerReason } from '@zhike/shared/contracts/customer';

export interface Rep {
  userId: string;
  name: string;
  /** May serve customers: active, inside the visible range, with the customer-contact function. */
  canServe: boolean;
}

export interface OwnerFacts {
  /** The rep she added; null only when our books do not know the rep. */
  added: Rep;
  /** Who owns her so far. */
  owner: Rep | null;
  /** The owner's bond with her ended because WeCom handed her over to a colleague. */
  ownerHandedOver?: boolean;
  /** She was in our books before, as somebody's contact. */
  isReturning: boolean;
  /** Others who are her contacts now, longest bond first. */
  otherReps: Rep[];
  channel: { name: string; situation: 'on_duty' | 'off_duty' | 'spare'; overCap: boolean } | null;
  viaSync: boolean;
  /** Business time. */
  now: number;
}

export interface OwnerDecision {
  ownerUserId: string | null;
  reason: OwnerReason;
}

/**
 * Who owns a customer after she added a rep: whoever knows her keeps her; nobody's customer goes to the rep she added; a rep who
 * cannot serve any more, or from whom WeCom has taken her over, hands on to the one she added, else to whoever has known her longest.
 */
export function decideOwner(facts: OwnerFacts): OwnerDecision {
  const { added, owner, otherReps } = facts;
  const alternatives: OwnerReason['alternatives'] = [];
  const settle = (ownerUserId: string | null, rule: string, sentence: string): OwnerDecision => ({
    ownerUserId,
    reason: { rule, sentence, facts: factLines(facts), alternatives, decidedAt: facts.now },
  });

  if (owner?.canServe && !facts.ownerHandedOver) {
    if (owner.userId === added.userId) return settle(owner.userId, 'same_owner', `客户本来就由${owner.name}负责`);
    alternatives.push({ userId: added.userId, why: '这次添加的员工,可以看到这位客户' });
    return settle(owner.userId, 'returning_customer', `客户再次到来,添加了${added.name};熟客仍由${owner.name}负责`);
  }
  if (owner)
    alternatives.push({
      userId: owner.userId,
      why: facts.ownerHandedOver ? '原负责人,已把客户转接给同事' : '原负责人,已离职或不能再服务客户',
    });
  const successor = added.canServe
    ? added
    : (otherReps.find((rep) => rep.canServe && rep.userId !== owner?.userId) ?? null);
  if (!successor) {
    alternatives.push({ userId: added.userId, why: '添加的员工,不能服务客户' });
    return settle(null, 'nobody', `${added.name}不能服务客户(已离职或没有客户联系权限),客户暂无负责人`);
  }
  for (const rep of otherReps)
    if (rep.userId !== successor.userId && rep.userId !== owner?.userId)
      alternatives.push({ userId: rep.userId, why: '也是客户的好友' });
  if (owner && facts.ownerHandedOver) {
    const sentence = `${owner.name}把客户转接给了${successor.name},由${successor.name}负责`;
    return settle(successor.userId, 'transferred', sentence);
  }
  if (owner) {
    return settle(successor.userId, 'owner_gone', `原负责人${owner.name}已不能服务客户,改由${successor.name}负责`);
  }
  if (successor.userId !== added.userId) {
    alternatives.push({ userId: added.userId, why: '添加的员工,不能服务客户' });
    return settle(
      successor.userId,
      'oldest_contact',
      `${added.name}不能服务客户,由最早加为好友的${successor.name}负责`,
    );
  }
  return settle(added.userId, 'added_rep', addedSentence(facts));
}

function addedSentence({ added, channel, viaSync }: OwnerFacts): string {
  if (!channel)
    return viaSync
      ? `同步发现客户是${added.name}的好友,由${added.name}负责`
      : `客户添加了${added.name},由${added.name}负责`;
  const from = `客户扫「${channel.name}」添加了${added.name}`;
  if (channel.situation === 'spare') return `${from};当时由备用员工接待,由${added.name}负责`;
  if (channel.overCap) return `${from};${added.name}当天已到上限,客户在企业微信切换前扫码,仍由${added.name}负责`;
  if (channel.situation === 'off_duty') return `${from};当时不在${added.name}的值班时间,仍由${added.name}负责`;
  return `${from},由${added.name}负责`;
}

function factLines({ added, owner, isReturning, channel, viaSync }: OwnerFacts): OwnerReason['facts'] {
  const lines = [{ label: '添加的员工', value: added.name }];
  if (channel) {
    lines.push({ label: '来源渠道', value: channel.name });
    const duty = { on_duty: '是', off_duty: '否', spare: '备用员工' }[channel.situation];
    lines.push({ label: '当时值班', value: duty });
    if (channel.overCap) lines.push({ label: '当日上限', value: '已超出' });
  }
  lines.push({ label: '熟客', value: isReturning ? '是' : '否' });
  if (owner) lines.push({ label: '原负责人', value: owner.canServe ? owner.name : `${owner.name}(不能再服务客户)` });
  if (viaSync) lines.push({ label: '发现方式', value: '与企业微信同步' });
  return lines;
}
