import {
  BulkCursorRow,
  BulkFailureRow,
  CommandRow,
  EventRow,
  EventSubjectRow,
  InboxRow,
  InstallationRow,
  LeaseRow,
  RunRow,
  ScheduleSlotRow,
} from './platform/delivery/entity.ts';
import { CustomerActivityRow, CustomerDayCountRow } from './domains/behaviour/entity.ts';
import { ChatIndexBlockRow, ChatIndexRow } from './domains/chat-archive/index-entity.ts';
import { ChatExportRow } from './domains/chat/export-entity.ts';
import { ChatLookRow } from './domains/chat/entity.ts';
import { SegmentRow } from './domains/segment/entity.ts';
import {
  GroupChangeRow,
  GroupChatRow,
  GroupCreditRow,
  GroupDayRow,
  GroupJoinSettingRow,
  GroupLookRow,
  GroupMemberRow,
  GroupReadingRow,
  GroupViewerRow,
} from './domains/group-chat/entity.ts';
import { GroupChatTagRow, GroupTagGroupRow, GroupTagRow } from './domains/group-chat/tag-entity.ts';
import { GroupWelcomeRow } from './domains/group-chat/welcome-entity.ts';
import {
  RuleDueRow,
  RuleHitRow,
  RuleJobRow,
  RuleMentionRow,
  RuleRow,
  RuleStampRow,
  RuleTrialCustomerRow,
  RuleVersionRow,
  WebhookRow,
} from './domains/automation/entity.ts';
import {
  QualityActionRow,
  QualityContactRow,
  QualityHitRow,
  QualityReplyDayRow,
  QualityWaitingRow,
  QualityWordGroupRow,
} from './domains/quality/entity.ts';
import {
  ArchiveCursorRow,
  ArchiveEnvelopeRow,
  ChatConsentRow,
  ChatConversationRow,
  ChatMediaRow,
  ChatMessageRow,
} from './domains/chat-archive/entity.ts';
import { AuditRow } from './domains/audit/entity.ts';
import {
  ChannelAdditionRow,
  ChannelGroupRow,
  ChannelMemberRow,
  ChannelPictureRow,
  ChannelRow,
  ForeignContactWayRow,
  WelcomeTurnRow,
} from './domains/channel/entity.ts';
import {
  CustomerIdentityRow,
  CustomerPhoneRow,
  CustomerRow,
  CustomerSearchTokenRow,
  CustomerTagIndexRow,
  CustomerTagRow,
  CustomerViewerRow,
  FollowUserRow,
} from './domains/customer/entity.ts';
import { ConsultantCodeRow, CustomerAppSettingsRow, CustomerSessionRow } from './domains/customer-app/entity.ts';
import { StageRow } from './domains/field/entity.ts';
import { FollowUpRow, TaskRow } from './domains/task/entity.ts';
import { DepartmentRow, MemberDepartmentRow, MemberRow, SessionRow } from './domains/corp/entity.ts';
import { SyncJobRow, SyncRelationRow, SyncSeatRow } from './domains/sync/entity.ts';
import { TagDraftRow, TagGroupRow, TagRow } from './domains/tag/entity.ts';
import { TagJobCustomerRow, TagJobRow } from './domains/tagging/entity.ts';
import { MediaAssetRow, MediaUseRow } from './domains/media/entity.ts';
import { NoticePaceRow, NoticeRow } from './domains/notice/entity.ts';
import { WecomBudgetRow, WecomCredentialRow } from './wecom/entity.ts';

/** Every table the program knows, listed by hand. */
export const entities = [
  InboxRow,
  EventRow,
  EventSubjectRow,
  RunRow,
  CommandRow,
  LeaseRow,
  ScheduleSlotRow,
  BulkCursorRow,
  BulkFailureRow,
  InstallationRow,
  WecomCredentialRow,
  WecomBudgetRow,
  MediaAssetRow,
  MediaUseRow,
  NoticeRow,
  NoticePaceRow,
  MemberRow,
  MemberDepartmentRow,
  DepartmentRow,
  SessionRow,
  AuditRow,
  TagGroupRow,
  TagRow,
  TagDraftRow,
  TagJobRow,
  TagJobCustomerRow,
  SyncJobRow,
  SyncRelationRow,
  SyncSeatRow,
  ChannelGroupRow,
  ChannelRow,
  ChannelMemberRow,
  ChannelAdditionRow,
  ChannelPictureRow,
  WelcomeTurnRow,
  ForeignContactWayRow,
  StageRow,
  CustomerRow,
  CustomerIdentityRow,
  FollowUserRow,
  CustomerPhoneRow,
  CustomerTagRow,
  CustomerTagIndexRow,
  CustomerViewerRow,
  CustomerSearchTokenRow,
  TaskRow,
  FollowUpRow,
  CustomerSessionRow,
  ConsultantCodeRow,
  CustomerAppSettingsRow,
  GroupChatRow,
  GroupMemberRow,
  GroupViewerRow,
  GroupDayRow,
  GroupChangeRow,
  GroupReadingRow,
  GroupLookRow,
  GroupCreditRow,
  GroupJoinSettingRow,
  GroupTagGroupRow,
  GroupTagRow,
  GroupChatTagRow,
  GroupWelcomeRow,
  ChatConversationRow,
  ChatMessageRow,
  ChatLookRow,
  ChatExportRow,
  RuleDueRow,
  RuleHitRow,
  RuleJobRow,
  RuleMentionRow,
  RuleRow,
  RuleStampRow,
  RuleTrialCustomerRow,
  RuleVersionRow,
  WebhookRow,
  CustomerDayCountRow,
  CustomerActivityRow,
  QualityWordGroupRow,
  QualityActionRow,
  QualityHitRow,
  QualityWaitingRow,
  QualityContactRow,
  QualityReplyDayRow,
  SegmentRow,
  ArchiveCursorRow,
  ArchiveEnvelopeRow,
  ChatConsentRow,
  ChatMediaRow,
  ChatIndexRow,
  ChatIndexBlockRow,
] as const;
