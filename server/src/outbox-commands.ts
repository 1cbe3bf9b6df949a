import type { CommandFactory } from './platform/delivery/command.ts';
import type { Dependencies } from './dependencies.ts';
import { markTag } from './domains/customer/commands/mark-tag.ts';
import { updateRemark } from './domains/customer/commands/update-remark.ts';
import { forgetBytes } from './domains/media/commands/forget-bytes.ts';
import { uploadMedia } from './domains/media/commands/upload-media.ts';
import { deliverNotices } from './domains/notice/commands/deliver-notices.ts';
import { sendWelcome } from './domains/channel/commands/send-welcome.ts';
import { createContactWay } from './domains/channel/commands/create-contact-way.ts';
import { updateContactWay } from './domains/channel/commands/update-contact-way.ts';
import { deleteContactWay } from './domains/channel/commands/delete-contact-way.ts';
import { lookAtMembers } from './domains/corp/commands/look-at-members.ts';
import { readFollowUsers } from './domains/corp/commands/read-follow-users.ts';
import { advanceTagJob } from './domains/tagging/commands/advance-tag-job.ts';
import { takeOffRemovedTag } from './domains/tagging/commands/take-off-removed-tag.ts';
import { waitForFollowUps } from './domains/quality/commands/wait-for-follow-ups.ts';
import { pushInterceptRule } from './domains/quality/commands/push-intercept-rule.ts';
import { forgetChatExports } from './domains/chat/commands/forget-exports.ts';
import { writeChatExport } from './domains/chat/commands/write-export.ts';
import { forgetOldRecords } from './domains/operation/commands/forget-old-records.ts';
import { readGroupChat } from './domains/group-chat/commands/read-group-chat.ts';
import { deleteGroupWelcome } from './domains/group-chat/commands/delete-group-welcome.ts';
import { tellGroupWelcome } from './domains/group-chat/commands/tell-group-welcome.ts';
import { actOnDueRules } from './domains/automation/commands/act-on-due-rules.ts';
import { uploadPoster } from './domains/poster/commands/upload-poster.ts';
import { makePages } from './domains/visitor/pages/make-pages.ts';
import { advanceRuleJob } from './domains/automation/commands/advance-rule-job.ts';
import { advanceTrial } from './domains/automation/commands/advance-trial.ts';
import { callWebhook } from './domains/automation/commands/call-webhook.ts';
import { readRobot } from './domains/chat-archive/commands/read-robot.ts';
import { checkConsents } from './domains/chat-archive/commands/check-consents.ts';
import { linkLateMessages } from './domains/chat/commands/link-late-messages.ts';
import { openDueCare } from './domains/care/commands/open-due-care.ts';
import { moveCustomersToVersion } from './domains/sop/commands/move-customers-to-version.ts';
import { advanceSopEnrolling } from './domains/sop/commands/advance-sop-enrolling.ts';
import { beginSopsByDate } from './domains/sop/commands/begin-sops-by-date.ts';
import { endDeletedSops } from './domains/sop/commands/end-deleted-sops.ts';
import { openDueSopSteps } from './domains/sop/commands/open-due-steps.ts';
import { advanceMassMessage } from './domains/mass-message/commands/advance-mass-message.ts';
import { cancelMassSlice } from './domains/mass-message/commands/cancel-mass-slice.ts';
import { createMassSlice } from './domains/mass-message/commands/create-mass-slice.ts';
import { readMassResults } from './domains/mass-message/commands/read-mass-results.ts';
import { remindMassSlice } from './domains/mass-message/commands/remind-mass-slice.ts';
import { cancelMomentTask } from './domains/mass-message/moments/commands/cancel-moment.ts';
import { createMomentTask } from './domains/mass-message/moments/commands/create-moment.ts';
import { readMoments } from './domains/mass-message/moments/commands/read-moments.ts';
import { runSyncJob } from './domains/sync/commands/run-sync-job.ts';

/** Every command the outbox may hold, listed by hand. */
// oxlint-disable-next-line typescript/no-explicit-any -- each command checks its own input where it is defined
export const outboxCommands: readonly CommandFactory<Dependencies, any, any>[] = [
  markTag,
  updateRemark,
  uploadMedia,
  uploadPoster,
  forgetBytes,
  deliverNotices,
  sendWelcome,
  createContactWay,
  updateContactWay,
  deleteContactWay,
  lookAtMembers,
  readFollowUsers,
  advanceTagJob,
  takeOffRemovedTag,
  readGroupChat,
  tellGroupWelcome,
  deleteGroupWelcome,
  checkConsents,
  readRobot,
  linkLateMessages,
  runSyncJob,
  openDueSopSteps,
  openDueCare,
  advanceSopEnrolling,
  beginSopsByDate,
  endDeletedSops,
  moveCustomersToVersion,
  advanceMassMessage,
  createMassSlice,
  cancelMassSlice,
  remindMassSlice,
  readMassResults,
  createMomentTask,
  cancelMomentTask,
  readMoments,
  actOnDueRules,
  advanceTrial,
  advanceRuleJob,
  callWebhook,
  forgetOldRecords,
  pushInterceptRule,
  waitForFollowUps,
  writeChatExport,
  forgetChatExports,
  makePages,
];
