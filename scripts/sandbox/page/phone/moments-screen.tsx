import { useSelection } from '../api/selection.tsx';
import { useResource } from '../api/use-resource.ts';
import { useNow } from '../api/world.tsx';
import { MomentActions } from '../chat/moment-actions.tsx';
import { MomentCard } from '../chat/moment-card.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import type { PhoneView } from './phone-view.ts';

/** WeChat's moments, as far as they come from members of the corp. */
export function MomentsScreen({ go }: { go: (view: PhoneView) => void }) {
  const { customerId } = useSelection();
  const now = useNow(30_000);
  const moments = useResource(
    'GET /control/customers/:externalUserId/moments',
    { params: { externalUserId: customerId }, query: { limit: '50' } },
    (event) => event.kind === 'moment' || (event.kind === 'relation' && event.externalUserId === customerId),
  );
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回聊天列表" onClick={() => go({ name: 'chats' })}>
          <Icon name="back" />
        </button>
        <h3>朋友圈</h3>
      </header>
      <div className="screen-body">
        {!moments.data && !moments.error ? <SkeletonRows count={3} /> : null}
        {moments.error ? <EmptyState title="朋友圈没有加载出来" text={moments.error.message} /> : null}
        {moments.data?.items.length === 0 ? (
          <EmptyState title="还没有朋友圈" text="员工在企业微信里发表后，这里看得到。" />
        ) : null}
        {moments.data?.items.map((moment) => (
          <MomentCard
            key={`${moment.userId}/${moment.momentId}`}
            moment={moment}
            now={now}
            onOpenLink={(url) => go({ name: 'web', url, back: { name: 'moments' } })}
          >
            <MomentActions moment={moment} by={customerId} />
          </MomentCard>
        ))}
      </div>
    </div>
  );
}
