import type { Dependencies } from '../dependencies.ts';
import type { AnyScenario } from '../platform/delivery/scenario.ts';
import { makePagesOfBrochures } from './every-minute/make-pages.ts';
import { tellMemberOfVisit } from './touch-opened/tell-member.ts';
import { countLateVisits } from './visitor-recognised/count-late-visits.ts';
import { recogniseVisitors } from './customer-archived/recognise-visitors.ts';
import { renewMediaIds } from './every-minute/renew-media-ids.ts';
import { wakeStuckNoticesAgain } from './every-minute/wake-stuck-notices.ts';
import { sendWelcomeMessage } from './external-contact-added/send-welcome-message.ts';
import { countTowardCap } from './external-contact-added/count-toward-cap.ts';
import { welcomeHalfFriend } from './external-contact-half-added/welcome-half-friend.ts';
import { countHalfTowardCap } from './external-contact-half-added/count-half-toward-cap.ts';
import { welcomeAfterConsent } from './external-contact-archive-consented/welcome-after-consent.ts';
import { openWelcomeTask } from './welcome-missed/open-welcome-task.ts';
import { linkChannel } from './customer-archived/link-channel.ts';
import { routeToOwner } from './customer-archived/route-to-owner.ts';
import { tagByChannel } from './customer-archived/tag-by-channel.ts';
import { applyChannelRemark } from './customer-archived/apply-channel-remark.ts';
import { applyChannelStage } from './customer-archived/apply-channel-stage.ts';
import { tellReps } from './customer-archived/tell-reps.ts';
import { behaviourCounters } from './count-behaviour.ts';
import { countLoss } from './relation-ended/count-loss.ts';
import { leaveAllCodes } from './member-left/leave-all-codes.ts';
import { rejoinCodes } from './member-returned/rejoin-codes.ts';
import { steerAroundRefused } from './channel-troubled/steer-around-refused.ts';
import { tellManagersOfTrouble } from './channel-troubled/tell-managers-of-trouble.ts';
import { tellManagersNobodyReceives } from './channel-unattended/tell-managers-nobody-receives.ts';
import { checkEndedRelation } from './relation-ended/check-ended-relation.ts';
import { findOverdueReplies } from './every-minute/find-overdue-replies.ts';
import { waitForNewRelations } from './every-night/wait-for-new-relations.ts';
import { stopWaiting } from './relation-ended/stop-waiting.ts';
import { steerCodes } from './every-minute/steer-codes.ts';
import { adoptOrphanCodes } from './every-night/adopt-orphan-codes.ts';
import { mendCodes } from './every-night/mend-codes.ts';
import { adoptOrphanCodesAtStart } from './server-started/adopt-orphan-codes-at-start.ts';
import { tellNewOwner } from './customer-owner-changed/tell-new-owner.ts';
import { openFirstFollowUpTask } from './customer-archived/open-first-follow-up-task.ts';
import { archiveExternalContact } from './external-contact-added/archive-external-contact.ts';
import { noteConsent } from './external-contact-archive-consented/note-consent.ts';
import { noteChatConsent } from './external-contact-archive-consented/note-chat-consent.ts';
import { tellOfLateFiles } from './every-hour/tell-of-late-files.ts';
import { pullArchive } from './archive-told/pull-archive.ts';
import { alertOfArchiveLag } from './every-minute/alert-of-archive-lag.ts';
import { checkConsentsWhenDue } from './every-minute/check-consents.ts';
import { linkConversationToCustomer } from './customer-archived/link-conversation.ts';
import { markLost } from './external-contact-deleted-by-customer/mark-lost.ts';
import { endRelationByMember } from './external-contact-deleted-by-member/end-relation.ts';
import { rereadRelation } from './external-contact-edited/reread-relation.ts';
import { archiveHalfFriend } from './external-contact-half-added/archive-half-friend.ts';
import { alertOfFailedTransfer } from './external-contact-transfer-failed/alert-of-failed-transfer.ts';
import { handOverTasks } from './member-left/hand-over-tasks.ts';
import { handOnToTaker } from './relation-ended/hand-on-to-taker.ts';
import { alertRepOfLoss } from './relation-ended/alert-rep.ts';
import { linkMissedWelcomeToCustomer, linkWelcomeToCustomer } from './welcome-sent/link-welcome-to-customer.ts';
import { takeInSubscribedMember } from './member-subscribed/take-in-subscribed-member.ts';
import { seeWhetherMemberLeft } from './member-unsubscribed/see-whether-member-left.ts';
import { rereadMember } from './contact-member-changed/reread-member.ts';
import { rereadDepartments } from './contact-department-changed/reread-departments.ts';
import { addTagToLibrary } from './corp-tag-created/add-tag-to-library.ts';
import { updateTagInLibrary } from './corp-tag-changed/update-tag-in-library.ts';
import { markTagDeleted } from './corp-tag-deleted/mark-tag-deleted.ts';
import { reorderTagLibrary } from './corp-tag-reordered/reorder-library.ts';
import { takeRemovedTagOffCustomers } from './tag-removed/take-off-customers.ts';
import { lookAtMembersEveryHour } from './every-hour/look-at-members.ts';
import { startNightlySync } from './every-night/start-nightly-sync.ts';
import { forgetEndedSessions } from './every-night/forget-ended-sessions.ts';
import { startFirstSync } from './server-started/start-first-sync.ts';
import { forgetOldRecordsNightly } from './every-night/forget-old-records.ts';
import { countStepSent } from './content-sent/count-step.ts';
import { learnNextSendsNightly } from './every-night/learn-next-sends.ts';
import { forgetOldNoticesNightly } from './every-night/forget-old-notices.ts';
import { sweepPostersNightly } from './every-night/sweep-posters.ts';
import { sweepUnclaimedMedia } from './every-night/sweep-unclaimed-media.ts';
import { forgetCreationKeysNightly } from './every-night/forget-creation-keys.ts';
import { sweepUnfinishedUploads } from './every-night/sweep-unfinished-uploads.ts';
import { readNewGroup } from './group-chat-created/read-new-group.ts';
import { rereadGroup } from './group-chat-changed/reread-group.ts';
import { markGroupDismissed } from './group-chat-dismissed/mark-dismissed.ts';
import { tagCustomerOfGroup } from './group-member-joined/tag-customer.ts';
import { routeCustomerOfGroup } from './group-member-joined/route-customer.ts';
import { notifyGroupOwner } from './group-member-joined/notify-owner.ts';
import { creditGroupInviter } from './group-member-joined/credit-inviter.ts';
import { openGroupWelcomeTask } from './group-member-joined/open-welcome-task.ts';
import { countLateJoining } from './group-member-identified/count-late-joining.ts';
import { tagLateCustomerOfGroup } from './group-member-identified/tag-late-customer.ts';
import { routeLateCustomerOfGroup } from './group-member-identified/route-late-customer.ts';
import { alertOfManyLeaving } from './group-member-left/alert-of-many-leaving.ts';
import { linkGroupMemberships } from './customer-archived/link-group-memberships.ts';

import { forgetExpiredChatExports } from './every-hour/forget-chat-exports.ts';
import { sweepUnfinishedExports } from './every-night/sweep-unfinished-exports.ts';
import { forgetOldMentions } from './every-hour/forget-old-mentions.ts';
import { endDeletedSopsNightly } from './every-night/end-deleted-sops.ts';
import { openCare } from './care-due/open-care.ts';
import { rememberLateByCalendar } from './care-calendar-chosen/remember-late.ts';
import { rememberLateDates } from './customer-field-changed/remember-late.ts';
import { placeCareAnew } from './task-settings-changed/place-care-anew.ts';
import { beginSopsWhenDated } from './customer-field-changed/begin-sops.ts';
import { beginSopsByDateWhenDue } from './sop-dates-due/begin-sops.ts';
import { moveSopStarts } from './customer-field-changed/move-sop-starts.ts';
import { openSopSteps } from './sop-steps-due/open-sop-steps.ts';
import { readDueMoments } from './moment-due/read-moments.ts';
import { askForMassResults } from './mass-message-due/ask-for-results.ts';
import { beginMassMessages } from './mass-message-due/begin-mass-messages.ts';
import { beginSopsWhenAdded } from './customer-archived/begin-sops.ts';
import { beginSopsWhenTagged } from './customer-tagged/begin-sops.ts';
import { stopSopsWhenTagged } from './customer-tagged/stop-sops.ts';
import { beginSopsAtStage } from './customer-stage-changed/begin-sops.ts';
import { stopSopsAtStage } from './customer-stage-changed/stop-sops.ts';
import { stopSopsOfLost } from './relation-ended/stop-sops.ts';
import { actWhenDue } from './rule-due/act-when-due.ts';
import { remindOfTasks } from './every-minute/remind-of-tasks.ts';
import { ruleScenarios } from './rule-trigger/act-on-event.ts';

/** Everything that happens by itself, listed by hand in the order a reader would tell it. */
export const scenarios: readonly AnyScenario<Dependencies>[] = [
  archiveExternalContact,
  archiveHalfFriend,
  openFirstFollowUpTask,
  tellNewOwner,
  rereadRelation,
  endRelationByMember,
  markLost,
  alertRepOfLoss,
  handOnToTaker,
  alertOfFailedTransfer,
  noteConsent,
  noteChatConsent,
  pullArchive,
  alertOfArchiveLag,
  checkConsentsWhenDue,
  linkConversationToCustomer,
  linkWelcomeToCustomer,
  linkMissedWelcomeToCustomer,
  handOverTasks,
  renewMediaIds,
  wakeStuckNoticesAgain,
  forgetOldNoticesNightly,
  countStepSent,
  learnNextSendsNightly,
  forgetOldRecordsNightly,
  sweepUnfinishedUploads,
  sweepPostersNightly,
  sweepUnclaimedMedia,
  forgetCreationKeysNightly,
  forgetExpiredChatExports,
  sweepUnfinishedExports,
  sendWelcomeMessage,
  countTowardCap,
  welcomeHalfFriend,
  countHalfTowardCap,
  welcomeAfterConsent,
  openWelcomeTask,
  linkChannel,
  routeToOwner,
  tagByChannel,
  applyChannelRemark,
  applyChannelStage,
  tellReps,
  countLoss,
  leaveAllCodes,
  rejoinCodes,
  steerAroundRefused,
  tellManagersOfTrouble,
  tellManagersNobodyReceives,
  steerCodes,
  adoptOrphanCodes,
  mendCodes,
  adoptOrphanCodesAtStart,
  linkGroupMemberships,
  readNewGroup,
  rereadGroup,
  markGroupDismissed,
  tagCustomerOfGroup,
  tagLateCustomerOfGroup,
  routeLateCustomerOfGroup,
  countLateJoining,
  routeCustomerOfGroup,
  notifyGroupOwner,
  creditGroupInviter,
  openGroupWelcomeTask,
  alertOfManyLeaving,
  takeInSubscribedMember,
  seeWhetherMemberLeft,
  rereadMember,
  rereadDepartments,
  addTagToLibrary,
  updateTagInLibrary,
  markTagDeleted,
  reorderTagLibrary,
  takeRemovedTagOffCustomers,
  lookAtMembersEveryHour,
  startNightlySync,
  forgetEndedSessions,
  startFirstSync,
  actWhenDue,
  openSopSteps,
  openCare,
  rememberLateDates,
  rememberLateByCalendar,
  placeCareAnew,
  beginMassMessages,
  askForMassResults,
  readDueMoments,
  beginSopsWhenAdded,
  beginSopsWhenTagged,
  stopSopsWhenTagged,
  beginSopsAtStage,
  stopSopsAtStage,
  stopSopsOfLost,
  moveSopStarts,
  beginSopsWhenDated,
  beginSopsByDateWhenDue,
  endDeletedSopsNightly,
  forgetOldMentions,
  ...ruleScenarios,
  checkEndedRelation,
  stopWaiting,
  findOverdueReplies,
  waitForNewRelations,
  tellOfLateFiles,
  remindOfTasks,
  ...behaviourCounters,
  tellMemberOfVisit,
  countLateVisits,
  recogniseVisitors,
  makePagesOfBrochures,
];
