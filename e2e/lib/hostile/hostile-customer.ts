import { requestChatExport, decideChatExport, searchChats } from '@zhike/shared/contracts/chat';
import { createCustomField, updateCustomField } from '@zhike/shared/contracts/custom-field';
import {
  changeCustomerField,
  changeCustomerOwner,
  changeCustomerRemark,
} from '@zhike/shared/contracts/customer-changes';
import { setMemberRole } from '@zhike/shared/contracts/corp';
import { createStage, updateStage } from '@zhike/shared/contracts/field';
import { saveGroupJoinRules } from '@zhike/shared/contracts/group-chat';
import { changeGroupTags } from '@zhike/shared/contracts/group-chat';
import {
  addGroupTags,
  createGroupTagGroup,
  renameGroupTag,
  renameGroupTagGroup,
} from '@zhike/shared/contracts/group-tag';
import { createGroupWelcome, updateGroupWelcome } from '@zhike/shared/contracts/group-welcome';
import { createTagGroup, createTags, renameTag, updateTagGroup } from '@zhike/shared/contracts/tag';
import { commentTask, handOverTask, handOverTasks } from '@zhike/shared/contracts/task-team';
import { completeTask, createTask, dismissTask, logFollowUp } from '@zhike/shared/contracts/task';
import { ADMIN, type Product } from '../start-product.ts';
import type { HostileCalls } from './hostile-calls.ts';
import { hostileText } from './hostile-text.ts';
import type { HostileLibrary } from './hostile-library.ts';
import type { HostileWecom } from './hostile-wecom.ts';

const HOUR = 3_600_000;
/** Names within one list differ. */
const { short } = hostileText;

export interface HostileCustomer {
  fieldId: string;
  stageId: string;
  welcomeId: string;
  taskId: string;
}

/** What is said and noted of a customer and of a group, and what it is noted in. */
export async function describeHostileCustomer(
  product: Product,
  calls: HostileCalls,
  { rep, customerId, chatId }: HostileWecom,
  { pictureId }: HostileLibrary,
): Promise<HostileCustomer> {
  const [call, asRep] = [calls.as(ADMIN.userId), calls.as(rep)];
  const params = { customerId };

  const group = await call(createTagGroup, { body: { tagNames: [`${short}3`] } });
  const ofGroup = { params: { groupId: group.id } };
  await call(updateTagGroup, ofGroup);
  const { tags } = await call(createTags, { ...ofGroup, body: { names: [`${short}4`, `${short}5`] } });
  await call(renameTag, { params: { tagId: tags[0]!.id }, body: { name: `${short}6` } });

  const stage = await call(createStage, { body: { color: 'blue' } });
  const isDefault = false;
  await call(updateStage, { params: { stageId: stage.id }, body: { color: 'red', isDefault } });
  const field = await call(createCustomField, { body: { kind: 'text', options: [] } });
  const ofField = { fieldId: field.id };
  await call(updateCustomField, { params: ofField, body: { options: [] } });
  await call(changeCustomerField, { params: { ...params, ...ofField }, body: { value: { kind: 'text' } } });
  const choice = await call(createCustomField, { body: { name: `${short}7`, kind: 'single_choice', options: [{}] } });
  const options = [{ id: choice.options[0]!.id, label: `${short}8` }, { label: `${short}9` }];
  await call(updateCustomField, { params: { fieldId: choice.id }, body: { name: `${short}7`, options } });
  await call(changeCustomerField, {
    params: { ...params, fieldId: choice.id },
    body: { value: { kind: 'choice', optionIds: [choice.options[0]!.id] } },
  });

  await asRep(changeCustomerRemark, { params });
  await call(changeCustomerOwner, { params, body: { ownerUserId: ADMIN.userId } });
  await call(changeCustomerOwner, { params, body: { ownerUserId: rep } });

  const dueAt = product.clock.now() + HOUR;
  await asRep(logFollowUp, { params, body: { nextAt: dueAt } });
  const tasks = [];
  for (let count = 0; count < 4; count++) tasks.push((await asRep(createTask, { body: { customerId, dueAt } })).id);
  const [open, handed, done, dismissed] = tasks.map((taskId) => ({ params: { taskId } }));
  await asRep(commentTask, open!);
  await call(handOverTask, { ...handed!, body: { toUserId: ADMIN.userId } });
  await call(handOverTasks, { body: { taskIds: [handed!.params.taskId], toUserId: rep } });
  await asRep(completeTask, done!);
  await asRep(dismissTask, dismissed!);

  const uses = await call(createGroupTagGroup, { body: { tagNames: [`${short}1`] } });
  await call(renameGroupTagGroup, { params: { groupId: uses.id } });
  await call(addGroupTags, { params: { groupId: uses.id }, body: { names: [`${short}2`] } });
  await call(renameGroupTag, { params: { tagId: uses.tags[0]!.id } });
  await call(changeGroupTags, { params: { chatId }, body: { add: [uses.tags[0]!.id] } });
  const joining = { tagIds: [tags[0]!.id], notifyOwner: true, creditInviter: false, welcomeTask: false };
  await call(saveGroupJoinRules, { params: { kind: 'chat', subject: chatId }, body: joining });
  const miniprogram = { kind: 'miniprogram', appId: 'wx0123456789abcdef', coverAssetId: pictureId };
  const welcome = await call(createGroupWelcome, { body: { attachment: { kind: 'link' } } });
  const other = await call(createGroupWelcome, { body: { attachment: miniprogram } });
  await product.settle();
  await call(updateGroupWelcome, { params: { welcomeId: welcome.id }, body: { attachment: { kind: 'link' } } });
  await call(updateGroupWelcome, { params: { welcomeId: other.id }, body: { attachment: miniprogram } });

  const { items } = await call(searchChats, { body: { customerId, name: undefined } });
  const conversationId = items[0]!.id;
  const asked = { conversationId, from: product.clock.now() - 24 * HOUR, to: product.clock.now() + HOUR };
  await call(setMemberRole, { params: { userId: rep }, body: { role: 'manager' } });
  const wanted = await asRep(requestChatExport, { body: asked });
  await call(decideChatExport, { params: { exportId: wanted.id }, body: { decision: 'approved' } });
  return { fieldId: field.id, stageId: stage.id, welcomeId: welcome.id, taskId: open!.params.taskId };
}
