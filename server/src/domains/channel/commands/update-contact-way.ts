import { describeError } from '../../../platform/errors.ts';
import { command } from '../../command.ts';
import { ChannelRow } from '../entity.ts';
import { isMemberFault, refusalOf } from '../refusals.ts';
import { findRefused } from '../rules/find-refused.ts';
import { findChannel, listMembersOf, setCondition } from '../store.ts';
import { reportTrouble } from '../report-trouble.ts';

interface Told {
  /** What WeCom now has; null when it took nothing. */
  applied: { userIds: string[]; departmentIds: number[] } | null;
  /** Members WeCom does not take on a code, with its reason. */
  refused: { code: string; userIds: string[] } | null;
}

/** Tells WeCom who receives on a code, its name and whether reps confirm: always what our books say at the moment of the call. */
export const updateContactWay = command<{ channelId: string }, Told>({
  name: 'update-contact-way',
  repeatIsHarmless: '每次都按渠道码当前的设置更新,重复执行结果相同',
  serialKey: ({ channelId }) => `contact-way ${channelId}`,

  async send({ channelId }, { db, wecom, log }) {
    const channel = await findChannel(db.read, channelId);
    if (!channel?.configId || channel.status === 'deleted') return { applied: null, refused: null };
    const { configId, name, skipVerify, receivers } = channel;
    const { userIds, departmentIds } = receivers;
    if (userIds.length + departmentIds.length === 0) return { applied: null, refused: null };
    const tell = (list: string[], departments: number[]) =>
      wecom.contactWay.update(configId, { remark: name, skipVerify, userIds: list, departmentIds: departments });
    try {
      await tell(userIds, departmentIds);
      return { applied: { userIds, departmentIds }, refused: null };
    } catch (error) {
      const code = refusalOf(error);
      if (!isMemberFault(error) || code === null || userIds.length === 0) throw error;
      log.warn(
        { channel: channelId, error: describeError(error) },
        'WeCom refuses a member of a code, looking for whom',
      );
      const refused = await findRefused(userIds, async (part) => {
        try {
          await tell(part, []);
          return true;
        } catch (partError) {
          if (isMemberFault(partError)) return false;
          throw partError;
        }
      });
      const left = userIds.filter((userId) => !refused.includes(userId));
      if (refused.length === 0) throw error;
      if (left.length + departmentIds.length === 0) return { applied: null, refused: { code, userIds: refused } };
      await tell(left, departmentIds);
      return { applied: { userIds: left, departmentIds }, refused: { code, userIds: refused } };
    }
  },

  async onDone(tx, { channelId }, { applied, refused }, now) {
    const channel = await findChannel(tx, channelId);
    if (!channel) return;
    if (applied) await tx.update(ChannelRow, { id: channelId }, { applied });
    if (refused) {
      await setCondition(tx, channelId, refused.userIds, 'unusable');
      await reportTrouble(tx, channel, refused, now);
    } else if (applied && channel.problem) {
      const isMended = (await listMembersOf(tx, [channelId])).every((member) => member.condition !== 'unusable');
      if (isMended) await tx.update(ChannelRow, { id: channelId }, { problem: null });
    }
  },

  async onGaveUp(tx, { channelId }, error, now) {
    const channel = await findChannel(tx, channelId);
    if (channel) await reportTrouble(tx, channel, { code: refusalOf(error) ?? 'channel.not_told', userIds: [] }, now);
  },
});
