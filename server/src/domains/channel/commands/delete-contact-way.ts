import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';

const CODE_GONE = 41044;

/** Takes a code out of WeCom: whoever scans it afterwards is told that it is invalid. */
export const deleteContactWay = command<{ channelId: string | null; configId: string }, void>({
  name: 'delete-contact-way',
  repeatIsHarmless: '渠道码已经不存在时视为删除成功',
  serialKey: ({ channelId, configId }) => `contact-way ${channelId ?? configId}`,

  async send({ configId }, { wecom }) {
    try {
      await wecom.contactWay.remove(configId);
    } catch (error) {
      if (!isWecomError(error, CODE_GONE)) throw error;
    }
  },
});
