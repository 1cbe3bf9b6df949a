import type { Dependencies } from './dependencies.ts';
import { visitRoutes } from './domains/visitor/visit-routes.ts';
import { visitorRoutes } from './domains/visitor/routes.ts';
import { customFieldRoutes } from './domains/field/custom-field-routes.ts';
import { fieldRoutes } from './domains/field/routes.ts';
import { openApiRoutes } from './domains/open-api/routes.ts';
import { profileRoutes } from './domains/profile/routes.ts';
import { taskRoutes } from './domains/task/routes.ts';
import { teamTaskRoutes } from './domains/task/team-routes.ts';
import { automationRoutes } from './domains/automation/routes.ts';
import { customerAppRoutes } from './domains/customer-app/routes.ts';
import { chatFileRoutes } from './domains/chat-archive/files/routes.ts';
import { healthRoutes } from './domains/operation/health-routes.ts';
import { corpRoutes } from './domains/corp/routes.ts';
import { type FailureParts, failureRoutes } from './domains/operation/failure-routes.ts';
import { LivePages } from './domains/operation/live-pages.ts';
import { liveRoutes } from './domains/operation/live-routes.ts';
import { chatRoutes } from './domains/chat/routes.ts';
import { chatExportRoutes } from './domains/chat/export-routes.ts';
import { chatSearchRoutes } from './domains/chat/search-routes.ts';
import { channelRoutes } from './domains/channel/routes.ts';
import { qualityRoutes } from './domains/quality/routes.ts';
import { segmentRoutes } from './domains/segment/routes.ts';
import { tagRoutes } from './domains/tag/routes.ts';
import { taggingRoutes } from './domains/tagging/routes.ts';
import { syncRoutes } from './domains/sync/routes.ts';
import { groupChatRoutes } from './domains/group-chat/routes.ts';
import { groupJoiningRoutes } from './domains/group-chat/joining-routes.ts';
import { groupTagRoutes } from './domains/group-chat/tag-routes.ts';
import { groupWelcomeRoutes } from './domains/group-chat/welcome-routes.ts';
import type { NewsFeed } from './platform/http/news-feed.ts';
import type { Routers } from './routers.ts';
import { materialRoutes } from './domains/material/routes.ts';
import { materialSendRoutes } from './domains/material/send-routes.ts';
import { miniProgramOfMaterials } from './domains/customer-app/store.ts';
import { posterMediaId } from './domains/poster/draw-for-customer.ts';
import { posterRoutes } from './domains/poster/routes.ts';
import { scriptRoutes } from './domains/script/routes.ts';
import { scriptTitles } from './domains/script/store.ts';
import { careRoutes } from './domains/care/routes.ts';
import { sopPlayRoutes } from './domains/sop/play/routes.ts';
import { sopEnrollingRoutes } from './domains/sop/enrolling/routes.ts';
import { sopRoutes } from './domains/sop/routes.ts';
import { massMessageRoutes } from './domains/mass-message/routes.ts';
import { momentRoutes } from './domains/mass-message/moments/routes.ts';
import { mediaRoutes } from './domains/media/routes.ts';
import { auditRoutes } from './domains/operation/audit-routes.ts';
import { doctorRoutes } from './domains/operation/doctor-routes.ts';
import { jssdkRoutes } from './wecom/jssdk-routes.ts';

export interface RouteParts extends FailureParts {
  feed: NewsFeed;
}

/** All routes, in reading order. */
export function registerRoutes(routers: Routers, deps: Dependencies, parts: RouteParts): void {
  visitorRoutes(routers, deps);
  customerAppRoutes(routers, deps);
  healthRoutes(routers, deps);
  corpRoutes(routers, deps);
  auditRoutes(routers, deps);
  tagRoutes(routers, deps);
  taggingRoutes(routers, deps);
  syncRoutes(routers, deps);
  channelRoutes(routers, deps);
  groupChatRoutes(routers, deps);
  groupJoiningRoutes(routers, deps);
  groupTagRoutes(routers, deps);
  groupWelcomeRoutes(routers, deps);
  fieldRoutes(routers, deps);
  customFieldRoutes(routers, deps);
  profileRoutes(routers, deps);
  segmentRoutes(routers, deps);
  visitRoutes(routers, deps);
  taskRoutes(routers, deps);
  teamTaskRoutes(routers, deps);
  chatRoutes(routers, deps);
  chatSearchRoutes(routers, deps);
  chatExportRoutes(routers, deps);
  qualityRoutes(routers, deps);
  automationRoutes(routers, deps);
  openApiRoutes(routers, deps);
  mediaRoutes(routers, deps);
  sopRoutes(routers, deps);
  careRoutes(routers, deps);
  sopPlayRoutes(routers, deps);
  sopEnrollingRoutes(routers, deps);
  massMessageRoutes(routers, deps);
  momentRoutes(routers, deps);
  materialRoutes(routers, deps);
  materialSendRoutes(routers, deps, {
    scriptTitles,
    posterMediaId: (viewer, material, customer) => posterMediaId(deps, viewer, material, customer),
    miniProgramOfMaterials: (tx) => miniProgramOfMaterials(deps, tx),
  });
  posterRoutes(routers, deps);
  scriptRoutes(routers, deps);
  chatFileRoutes(routers, deps);
  jssdkRoutes(routers, deps);
  doctorRoutes(routers, deps);
  failureRoutes(routers, deps, parts);
  liveRoutes(routers, new LivePages(deps, parts.feed));
}
