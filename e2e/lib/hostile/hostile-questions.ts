import { listAuditLog } from '@zhike/shared/contracts/audit';
import { listRules } from '@zhike/shared/contracts/automation';
import { listChannels } from '@zhike/shared/contracts/channel';
import { searchChatMessages } from '@zhike/shared/contracts/chat';
import { listMembers } from '@zhike/shared/contracts/corp';
import { countCustomers, listCustomers } from '@zhike/shared/contracts/customer-list';
import { describeFilter } from '@zhike/shared/contracts/filter-field';
import { listGroupMembers, listGroups } from '@zhike/shared/contracts/group-chat';
import { previewMassMessage } from '@zhike/shared/contracts/mass-message';
import { searchMaterials } from '@zhike/shared/contracts/material';
import { searchQualityHits } from '@zhike/shared/contracts/quality';
import { prepareScriptSend, searchScripts } from '@zhike/shared/contracts/script';
import { listSops } from '@zhike/shared/contracts/sop';
import { previewEnrolling, startEnrolling } from '@zhike/shared/contracts/sop-enrolling';
import { startTagJob } from '@zhike/shared/contracts/tag';
import { ADMIN } from '../start-product.ts';
import type { HostileCalls } from './hostile-calls.ts';
import { hostileText } from './hostile-text.ts';

interface Subjects {
  rep: string;
  customerId: string;
  chatId: string;
  tagId: string;
  sopId: string;
  scriptId: string;
}

/** What is asked for, and what is done with whom it finds: nothing of it is kept but what the last ones are for. */
export async function askHostileQuestions(calls: HostileCalls, subjects: Subjects): Promise<void> {
  const { rep, customerId, chatId, tagId, sopId, scriptId } = subjects;
  const call = calls.as(ADMIN.userId);
  const filter = { field: 'name', op: 'contains', text: hostileText.middle };
  const ofSop = { params: { sopId }, body: { filter } };
  await call(listAuditLog);
  await call(listMembers);
  await call(listChannels);
  await call(listGroups);
  await call(listGroupMembers, { params: { chatId } });
  await call(listCustomers, { body: { filter } });
  await call(countCustomers, { body: { filter } });
  await call(describeFilter, { body: { filter } });
  await call(searchChatMessages);
  await call(searchQualityHits);
  await call(listRules);
  await call(listSops);
  await call(searchMaterials);
  await call(searchScripts);
  await call(previewMassMessage, { body: { filter: { filter } } });
  await call(previewEnrolling, ofSop);
  await call(startEnrolling, ofSop);
  await call(startTagJob, { body: { filter: { filter }, addTagIds: [tagId], removeTagIds: [] } });
  await calls.as(rep)(prepareScriptSend, {
    params: { scriptId },
    body: { to: { customerId }, idempotencyKey: 'hostile-words' },
  });
}
