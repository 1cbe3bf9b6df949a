import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';

/** The only thing wrong with an id that WeCom once gave us is that it is gone (doc 92366 names no code of its own). */
const GONE = [40058];

/** Takes a welcome message out of WeCom; groups that used it greet no more. */
export const deleteGroupWelcome = command<{ welcomeId: string; templateId: string }, void>({
  name: 'delete-group-welcome',
  repeatIsHarmless: '欢迎语已经不存在时视为删除成功',
  serialKey: ({ welcomeId }) => `group-welcome ${welcomeId}`,

  async send({ templateId }, { wecom }) {
    try {
      await wecom.groupWelcome.remove(templateId);
    } catch (error) {
      if (!isWecomError(error, ...GONE)) throw error;
    }
  },
});
