import { execute } from '../../../platform/database/sql.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { command } from '../../command.ts';

/** Asks WeCom what a robot is called (doc 91774). One that WeCom does not know (any more) stays without a name. */
export const readRobot = command<{ robotId: string }, string | null>({
  name: 'read-robot',
  repeatIsHarmless: '只读取机器人的名称,重复读取结果相同',

  async send({ robotId }, { wecom }) {
    try {
      return (await wecom.msgaudit?.readRobot(robotId, { lane: 'bulk' }))?.name || null;
    } catch (error) {
      if (isWecomError(error) && error.fault === 'permanent') return null;
      throw error;
    }
  },

  async onDone(tx, { robotId }, name) {
    if (name === null) return;
    await execute(tx, 'UPDATE chat_robot SET name = ? WHERE robot_id = ?', [[...name].slice(0, 128).join(''), robotId]);
  },
});
