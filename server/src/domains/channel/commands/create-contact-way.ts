import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';
import { OutcomeUnknown } from '../errors.ts';
import { rememberForeign, unknownContactWays } from '../find-by-state.ts';
import { type MadeCode, publishChannel } from '../publish.ts';
import { refusalOf } from '../refusals.ts';
import { reportTrouble } from '../report-trouble.ts';
import { findChannel } from '../store.ts';

/** Clocks of WeCom and ours differ, and its list has seconds. */
const CLOCK_MARGIN_MS = 10 * 60_000;

interface Created {
  made: MadeCode | null;
  foreign: string[];
}

/**
 * Makes the code of a draft whose first call got no answer, or whose process died: looks for the draft's mark first,
 * and only when WeCom does not have it, calls again.
 */
export const createContactWay = command<{ channelId: string }, Created>({
  name: 'create-contact-way',
  repeatIsHarmless: '先按渠道标识在企业微信中查找,找到就直接使用,不会重复创建',
  serialKey: ({ channelId }) => `contact-way ${channelId}`,

  async send({ channelId }, { db, wecom }) {
    const channel = await findChannel(db.read, channelId);
    if (!channel || channel.configId || channel.status !== 'draft') return { made: null, foreign: [] };
    const foreign: string[] = [];
    for await (const { way, isOurs } of unknownContactWays({ db, wecom }, channel.createdAt - CLOCK_MARGIN_MS)) {
      if (way.state === channel.state) return { made: way, foreign };
      if (!isOurs) foreign.push(way.configId);
    }
    const { name, skipVerify, state, receivers } = channel;
    const { userIds, departmentIds } = receivers;
    try {
      const { configId, qrCodeUrl } = await wecom.contactWay.add({
        remark: name,
        skipVerify,
        state,
        userIds,
        departmentIds,
      });
      return { made: { configId, qrCodeUrl, userIds, departmentIds }, foreign };
    } catch (error) {
      if (isWecomError(error) && error.fault === 'unknown_outcome')
        throw new OutcomeUnknown({ channelId }, { cause: error });
      throw error;
    }
  },

  async onDone(tx, { channelId }, { made, foreign }, now) {
    await rememberForeign(tx, foreign, now);
    if (made) await publishChannel(tx, channelId, made, now);
  },

  async onGaveUp(tx, { channelId }, error, now) {
    const channel = await findChannel(tx, channelId);
    if (channel) await reportTrouble(tx, channel, { code: refusalOf(error) ?? 'channel.not_told', userIds: [] }, now);
  },
});
