import { troubleWithFiles } from '../../domains/chat-archive/files/backlog.ts';
import { chatFilesLate } from '../../domains/chat-archive/files/events.ts';
import { tellAdminsOfFiles } from '../../domains/chat-archive/files/tell-admins.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Admins learn that files of chats wait, while there is time to do something: WeCom deletes them after five days. */
export const tellOfLateFiles = scenario({
  name: 'tell-of-late-files',
  on: chatFilesLate,
  async run(tx, _event, _facts, now, { config, clock }) {
    const trouble = await troubleWithFiles(tx, now);
    if (!trouble) return skipped('文件已经下载');
    return (await tellAdminsOfFiles(tx, config, trouble, clock.machineNow())) > 0 ? done() : skipped('今天已经提醒过');
  },
});
