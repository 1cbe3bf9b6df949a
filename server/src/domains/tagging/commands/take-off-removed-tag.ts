import type { Dependencies } from '../../../dependencies.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { dropDeletedTag } from '../../customer/tags.ts';
import { command } from '../../command.ts';

const CUSTOMERS_PER_COMMIT = 100;
const TURN_MS = 8_000;

/** Takes a tag that exists no more off all customers, in our books: WeCom has done so on its side. */
export const takeOffRemovedTag: CommandFactory<Dependencies, { tagId: string }, boolean> = command<
  { tagId: string },
  boolean
>({
  name: 'take-off-removed-tag',
  repeatIsHarmless: '只清理已删除的标签,重复执行没有可清理的内容',
  serialKey: ({ tagId }) => `tag ${tagId}`,

  /** True when customers may be left. */
  async send({ tagId }, { db, clock }) {
    const stopAt = clock.machineNow() + TURN_MS;
    while (clock.machineNow() < stopAt) {
      const touched = await db.transaction((tx) => dropDeletedTag(tx, tagId, CUSTOMERS_PER_COMMIT));
      if (touched < CUSTOMERS_PER_COMMIT) return false;
    }
    return true;
  },

  async onDone(tx, { tagId }, more) {
    if (more) await enqueue(tx, takeOffRemovedTag({ tagId }));
  },
});
