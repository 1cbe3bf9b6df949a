import type { MigrationInterface } from 'typeorm';
import { OpenMaterialsInMiniProgram1764005800000 } from './1764005800000-open-materials-in-mini-program.ts';
import { ReadMomentsByTurns1764005810000 } from './1764005810000-read-moments-by-turns.ts';
import { FindStepsByDay1764005900000 } from './1764005900000-find-steps-by-day.ts';
import { RecogniseMoments1764005910000 } from './1764005910000-recognise-moments.ts';
import { CreateSopMove1764005400000 } from './1764005400000-create-sop-move.ts';
import { FindCustomersByDate1764003600000 } from './1764003600000-find-customers-by-date.ts';
import { CreateWecom1764000010000 } from './1764000010000-create-wecom.ts';
import { CreateMedia1764000020000 } from './1764000020000-create-media.ts';
import { CreateDelivery1764000000000 } from './1764000000000-create-delivery.ts';
import { CreateStage1764000021000 } from './1764000021000-create-stage.ts';
import { CreateCustomer1764000022000 } from './1764000022000-create-customer.ts';
import { CreateTask1764000023000 } from './1764000023000-create-task.ts';
import { CreateNotice1764000030000 } from './1764000030000-create-notice.ts';
import { CreateCorp1764000100000 } from './1764000100000-create-corp.ts';
import { CreateAudit1764000200000 } from './1764000200000-create-audit.ts';
import { CreateTag1764000300000 } from './1764000300000-create-tag.ts';
import { CreateSync1764000400000 } from './1764000400000-create-sync.ts';
import { CreateCustomerApp1764001000000 } from './1764001000000-create-customer-app.ts';
import { CreateChannel1764000900000 } from './1764000900000-create-channel.ts';
import { AddFilterToTagJob1764001100000 } from './1764001100000-add-filter-to-tag-job.ts';
import { AddSettledAt1764001200000 } from './1764001200000-add-settled-at.ts';
import { OrderAuditByTime1764001300000 } from './1764001300000-order-audit-by-time.ts';
import { CreateBulkCursor1764002000000 } from './1764002000000-create-bulk-cursor.ts';
import { CreateGroupChat1764002100000 } from './1764002100000-create-group-chat.ts';
import { AddChatToTask1764002110000 } from './1764002110000-add-chat-to-task.ts';
import { CreateChatArchive1764002200000 } from './1764002200000-create-chat-archive.ts';
import { CreateBehaviour1764002300000 } from './1764002300000-create-behaviour.ts';
import { CreateAutomation1764002400000 } from './1764002400000-create-automation.ts';
import { CreateQuality1764002500000 } from './1764002500000-create-quality.ts';
import { CreateChatIndex1764002610000 } from './1764002610000-create-chat-index.ts';
import { CreateChatExport1764002620000 } from './1764002620000-create-chat-export.ts';
import { CreateChatLook1764002600000 } from './1764002600000-create-chat-look.ts';
import { CareForArchive1764002900000 } from './1764002900000-care-for-archive.ts';
import { CreateSegment1764002310000 } from './1764002310000-create-segment.ts';
import { ExtendGroupJoining1764002950000 } from './1764002950000-extend-group-joining.ts';
import { AddFilesOfChats1764002700000 } from './1764002700000-add-files-of-chats.ts';
import { AddWordingToRuleMention1764003100000 } from './1764003100000-add-wording-to-rule-mention.ts';
import { NameSendersOfFiles1764003400000 } from './1764003400000-name-senders-of-files.ts';
import { KeepPlaceOfLooks1764003200000 } from './1764003200000-keep-place-of-looks.ts';
import { LetWaitsFollowEachOther1764003210000 } from './1764003210000-let-waits-follow-each-other.ts';
import { WaitPerQuestion1764003300000 } from './1764003300000-wait-per-question.ts';
import { CreateChatRobot1764003500000 } from './1764003500000-create-chat-robot.ts';
import { SealNamesAndExports1764003410000 } from './1764003410000-seal-names-and-exports.ts';
import { CreateMassMessage1764004500000 } from './1764004500000-create-mass-message.ts';
import { FindSendsInGroup1764005500000 } from './1764005500000-find-sends-in-group.ts';
import { FindVisitsByLink1764004520000 } from './1764004520000-find-visits-by-link.ts';
import { SkipWhoCanGetNoMore1764005610000 } from './1764005610000-skip-who-can-get-no-more.ts';
import { ChooseEventsByIndex1764005620000 } from './1764005620000-choose-events-by-index.ts';
import { FindRowsOfACustomer1764005600000 } from './1764005600000-find-rows-of-a-customer.ts';
import { FindWhoHasSeen1764004210000 } from './1764004210000-find-who-has-seen.ts';
import { CreateMoment1764004510000 } from './1764004510000-create-moment.ts';
import { CreateCare1764005100000 } from './1764005100000-create-care.ts';
import { CreateSop1764004400000 } from './1764004400000-create-sop.ts';
import { SendSopStepsAsMassMessages1764005320000 } from './1764005320000-send-sop-steps-as-mass-messages.ts';
import { BeginSopByDate1764005310000 } from './1764005310000-begin-sop-by-date.ts';
import { EnrolManyInSop1764005300000 } from './1764005300000-enrol-many-in-sop.ts';
import { CreateMaterial1764004100000 } from './1764004100000-create-material.ts';
import { CreateScript1764004300000 } from './1764004300000-create-script.ts';
import { CreateVisit1764004200000 } from './1764004200000-create-visit.ts';
import { CreateCustomField1764004000000 } from './1764004000000-create-custom-field.ts';
import { CreatePosterUpload1764005200000 } from './1764005200000-create-poster-upload.ts';
import { KnowWhatARequestMade1764005210000 } from './1764005210000-know-what-a-request-made.ts';
import { RemindOfTasks1764005000000 } from './1764005000000-remind-of-tasks.ts';

/** In the order they run. A migration is never edited after a release. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateDelivery1764000000000,
  CreateWecom1764000010000,
  CreateMedia1764000020000,
  CreateStage1764000021000,
  CreateCustomer1764000022000,
  CreateTask1764000023000,
  CreateNotice1764000030000,
  CreateCorp1764000100000,
  CreateAudit1764000200000,
  CreateTag1764000300000,
  CreateSync1764000400000,
  CreateChannel1764000900000,
  CreateCustomerApp1764001000000,
  AddFilterToTagJob1764001100000,
  AddSettledAt1764001200000,
  OrderAuditByTime1764001300000,
  CreateBulkCursor1764002000000,
  CreateGroupChat1764002100000,
  AddChatToTask1764002110000,
  CreateChatArchive1764002200000,
  CreateBehaviour1764002300000,
  CreateAutomation1764002400000,
  CreateQuality1764002500000,
  CreateSegment1764002310000,
  CreateChatLook1764002600000,
  ExtendGroupJoining1764002950000,
  CareForArchive1764002900000,
  AddFilesOfChats1764002700000,
  CreateChatIndex1764002610000,
  CreateChatExport1764002620000,
  AddWordingToRuleMention1764003100000,
  NameSendersOfFiles1764003400000,
  KeepPlaceOfLooks1764003200000,
  LetWaitsFollowEachOther1764003210000,
  WaitPerQuestion1764003300000,
  CreateChatRobot1764003500000,
  FindCustomersByDate1764003600000,
  SealNamesAndExports1764003410000,
  CreateCustomField1764004000000,
  CreateMaterial1764004100000,
  CreateScript1764004300000,
  CreateSop1764004400000,
  RemindOfTasks1764005000000,
  CreateVisit1764004200000,
  CreateMassMessage1764004500000,
  CreateMoment1764004510000,
  FindVisitsByLink1764004520000,
  FindWhoHasSeen1764004210000,
  CreateCare1764005100000,
  CreatePosterUpload1764005200000,
  KnowWhatARequestMade1764005210000,
  CreateSopMove1764005400000,
  EnrolManyInSop1764005300000,
  BeginSopByDate1764005310000,
  SendSopStepsAsMassMessages1764005320000,
  FindSendsInGroup1764005500000,
  FindRowsOfACustomer1764005600000,
  SkipWhoCanGetNoMore1764005610000,
  ChooseEventsByIndex1764005620000,
  OpenMaterialsInMiniProgram1764005800000,
  ReadMomentsByTurns1764005810000,
  FindStepsByDay1764005900000,
  RecogniseMoments1764005910000,
];
