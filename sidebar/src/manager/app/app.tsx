import { lazy } from 'react';
import { createHashRouter, RouterProvider } from 'react-router';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { useMe } from '../../shared/api/me.ts';
import { FaultyRoute } from './faulty-route.tsx';
import { Shell } from './shell.tsx';
import { ViewerContext } from './viewer.ts';

const ChannelEditPage = lazy(async () => ({
  default: (await import('../pages/channel-edit-page.tsx')).ChannelEditPage,
}));

const GroupWelcomePage = lazy(async () => ({
  default: (await import('../pages/group-welcome-page.tsx')).GroupWelcomePage,
}));

const AutomationEditPage = lazy(async () => ({
  default: (await import('../pages/automation-edit-page.tsx')).AutomationEditPage,
}));

const SopEditPage = lazy(async () => ({
  default: (await import('../pages/sop-edit-page.tsx')).SopEditPage,
}));
const CareEditPage = lazy(async () => ({
  default: (await import('../pages/care-edit-page.tsx')).CareEditPage,
}));
const MaterialEditPage = lazy(async () => ({
  default: (await import('../pages/material-edit-page.tsx')).MaterialEditPage,
}));

const SegmentPage = lazy(async () => ({ default: (await import('../pages/segment-page.tsx')).SegmentPage }));

const MassMessageEditPage = lazy(async () => ({
  default: (await import('../pages/mass-message-edit-page.tsx')).MassMessageEditPage,
}));

const router = createHashRouter([
  {
    element: <Shell />,
    errorElement: <FaultyRoute />,
    children: [
      { path: '/', Component: lazy(async () => ({ default: (await import('../pages/start-page.tsx')).StartPage })) },
      {
        path: '/tasks',
        Component: lazy(async () => ({ default: (await import('../pages/tasks-page.tsx')).TasksPage })),
      },
      {
        path: '/task-settings',
        Component: lazy(async () => ({ default: (await import('../pages/task-settings-page.tsx')).TaskSettingsPage })),
      },
      {
        path: '/channels',
        Component: lazy(async () => ({ default: (await import('../pages/channels-page.tsx')).ChannelsPage })),
      },
      { path: '/channels/new', Component: ChannelEditPage },
      {
        path: '/channels/:channelId',
        Component: lazy(async () => ({ default: (await import('../pages/channel-page.tsx')).ChannelPage })),
      },
      { path: '/channels/:channelId/edit', Component: ChannelEditPage },
      {
        path: '/customers',
        Component: lazy(async () => ({ default: (await import('../pages/customers-page.tsx')).CustomersPage })),
      },
      {
        path: '/customers/:customerId',
        Component: lazy(async () => ({ default: (await import('../pages/customer-page.tsx')).CustomerPage })),
      },
      {
        path: '/segments',
        Component: lazy(async () => ({ default: (await import('../pages/segments-page.tsx')).SegmentsPage })),
      },
      {
        path: '/scripts',
        Component: lazy(async () => ({ default: (await import('../pages/scripts-page.tsx')).ScriptsPage })),
      },
      { path: '/segments/new', Component: SegmentPage },
      { path: '/segments/:segmentId', Component: SegmentPage },
      { path: '/tags', Component: lazy(async () => ({ default: (await import('../pages/tags-page.tsx')).TagsPage })) },
      {
        path: '/stages',
        Component: lazy(async () => ({ default: (await import('../pages/stages-page.tsx')).StagesPage })),
      },
      {
        path: '/fields',
        Component: lazy(async () => ({ default: (await import('../pages/fields-page.tsx')).FieldsPage })),
      },
      {
        path: '/groups',
        Component: lazy(async () => ({ default: (await import('../pages/groups-page.tsx')).GroupsPage })),
      },
      {
        path: '/groups/:chatId',
        Component: lazy(async () => ({ default: (await import('../pages/group-page.tsx')).GroupPage })),
      },
      {
        path: '/group-rules',
        Component: lazy(async () => ({ default: (await import('../pages/group-rules-page.tsx')).GroupRulesPage })),
      },
      {
        path: '/group-rules/:mark',
        Component: lazy(async () => ({ default: (await import('../pages/group-rule-page.tsx')).GroupRulePage })),
      },
      {
        path: '/group-welcomes',
        Component: lazy(async () => ({
          default: (await import('../pages/group-welcomes-page.tsx')).GroupWelcomesPage,
        })),
      },
      { path: '/group-welcomes/new', Component: GroupWelcomePage },
      { path: '/group-welcomes/:welcomeId', Component: GroupWelcomePage },
      {
        path: '/group-tags',
        Component: lazy(async () => ({ default: (await import('../pages/group-tags-page.tsx')).GroupTagsPage })),
      },
      {
        path: '/automation',
        Component: lazy(async () => ({ default: (await import('../pages/automation-page.tsx')).AutomationPage })),
      },
      { path: '/automation/new', Component: AutomationEditPage },
      { path: '/automation/:ruleId/edit', Component: AutomationEditPage },
      {
        path: '/automation/:ruleId/dry-run',
        Component: lazy(async () => ({
          default: (await import('../pages/automation-dry-run-page.tsx')).AutomationDryRunPage,
        })),
      },
      {
        path: '/automation/:ruleId',
        Component: lazy(async () => ({
          default: (await import('../pages/automation-rule-page.tsx')).AutomationRulePage,
        })),
      },
      {
        path: '/mass-messages',
        Component: lazy(async () => ({ default: (await import('../pages/mass-messages-page.tsx')).MassMessagesPage })),
      },
      { path: '/mass-messages/new', Component: MassMessageEditPage },
      { path: '/mass-messages/:massMessageId/edit', Component: MassMessageEditPage },
      {
        path: '/mass-messages/:massMessageId',
        Component: lazy(async () => ({ default: (await import('../pages/mass-message-page.tsx')).MassMessagePage })),
      },
      {
        path: '/moments',
        Component: lazy(async () => ({ default: (await import('../pages/moments-page.tsx')).MomentsPage })),
      },
      {
        path: '/moments/new',
        Component: lazy(async () => ({ default: (await import('../pages/moment-edit-page.tsx')).MomentEditPage })),
      },
      {
        path: '/moments/:momentId',
        Component: lazy(async () => ({ default: (await import('../pages/moment-page.tsx')).MomentPage })),
      },
      {
        path: '/chats',
        Component: lazy(async () => ({ default: (await import('../pages/chats-page.tsx')).ChatsPage })),
      },
      {
        path: '/care',
        Component: lazy(async () => ({ default: (await import('../pages/care-page.tsx')).CarePage })),
      },
      { path: '/care/new', Component: CareEditPage },
      { path: '/care/:planId/edit', Component: CareEditPage },
      {
        path: '/care/:planId',
        Component: lazy(async () => ({ default: (await import('../pages/care-plan-page.tsx')).CarePlanPage })),
      },
      {
        path: '/sops',
        Component: lazy(async () => ({ default: (await import('../pages/sops-page.tsx')).SopsPage })),
      },
      { path: '/sops/new', Component: SopEditPage },
      {
        path: '/sops/coming',
        Component: lazy(async () => ({ default: (await import('../pages/sop-coming-page.tsx')).SopComingPage })),
      },
      { path: '/sops/:sopId/edit', Component: SopEditPage },
      {
        path: '/sops/:sopId/play',
        Component: lazy(async () => ({ default: (await import('../pages/sop-play-page.tsx')).SopPlayPage })),
      },
      {
        path: '/sops/:sopId',
        Component: lazy(async () => ({ default: (await import('../pages/sop-page.tsx')).SopPage })),
      },
      {
        path: '/materials',
        Component: lazy(async () => ({ default: (await import('../pages/materials-page.tsx')).MaterialsPage })),
      },
      { path: '/materials/new/:kind', Component: MaterialEditPage },
      { path: '/materials/:materialId/edit', Component: MaterialEditPage },
      {
        path: '/materials/:materialId',
        Component: lazy(async () => ({ default: (await import('../pages/material-page.tsx')).MaterialPage })),
      },
      {
        path: '/material-stats',
        Component: lazy(async () => ({
          default: (await import('../pages/material-stats-page.tsx')).MaterialStatsPage,
        })),
      },
      {
        path: '/chat-exports',
        Component: lazy(async () => ({ default: (await import('../pages/chat-exports-page.tsx')).ChatExportsPage })),
      },
      {
        path: '/quality',
        Component: lazy(async () => ({ default: (await import('../pages/quality-page.tsx')).QualityPage })),
      },
      {
        path: '/quality/hits/:hitId',
        Component: lazy(async () => ({ default: (await import('../pages/quality-hit-page.tsx')).QualityHitPage })),
      },
      {
        path: '/quality/words',
        Component: lazy(async () => ({ default: (await import('../pages/quality-words-page.tsx')).QualityWordsPage })),
      },
      {
        path: '/quality/actions',
        Component: lazy(async () => ({
          default: (await import('../pages/quality-actions-page.tsx')).QualityActionsPage,
        })),
      },
      {
        path: '/quality/stats',
        Component: lazy(async () => ({ default: (await import('../pages/quality-stats-page.tsx')).QualityStatsPage })),
      },
      {
        path: '/failures',
        Component: lazy(async () => ({ default: (await import('../pages/failures-page.tsx')).FailuresPage })),
      },
      { path: '/sync', Component: lazy(async () => ({ default: (await import('../pages/sync-page.tsx')).SyncPage })) },
      {
        path: '/doctor',
        Component: lazy(async () => ({ default: (await import('../pages/doctor-page.tsx')).DoctorPage })),
      },
      {
        path: '/members',
        Component: lazy(async () => ({ default: (await import('../pages/members-page.tsx')).MembersPage })),
      },
      {
        path: '/mini-program',
        Component: lazy(async () => ({ default: (await import('../pages/mini-program-page.tsx')).MiniProgramPage })),
      },
      {
        path: '/audit',
        Component: lazy(async () => ({ default: (await import('../pages/audit-page.tsx')).AuditPage })),
      },
      {
        path: '*',
        Component: lazy(async () => ({ default: (await import('../pages/not-found-page.tsx')).NotFoundPage })),
      },
    ],
  },
]);

export function App() {
  const me = useMe();
  if (me.data)
    return (
      <ViewerContext.Provider value={me.data}>
        <RouterProvider router={router} />
      </ViewerContext.Provider>
    );
  if (me.error) return <Failed error={me.error} onRetry={() => void me.refetch()} />;
  return <Skeleton lines={6} />;
}
