import type { SegmentView } from '@zhike/shared/contracts/segment';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Icon } from '../components/icon.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { useChangeSegments } from '../features/segment/api/change-segments.ts';
import { useSegments } from '../features/segment/api/list-segments.ts';
import { SegmentCard } from '../features/segment/segment-card.tsx';
import '../components/table.css';

export function SegmentsPage() {
  const navigate = useNavigate();
  const segments = useSegments();
  const { copy, remove } = useChangeSegments();
  const [removing, setRemoving] = useState<SegmentView | null>(null);
  const create = () => void navigate('/segments/new');
  return (
    <Page
      title="人群"
      hint="把一组筛选条件存下来反复使用。人群里有谁,每次使用时按最新情况计算,每个人只看到自己有权看的客户。"
      actions={
        <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={create}>
          新建人群
        </Button>
      }
    >
      <Card flush>
        <EndlessList
          query={segments}
          empty={
            <StateView
              title="还没有人群"
              hint="例如「带有高意向标签,且最近 7 天没有联系过」的客户。"
              action={{ label: '新建人群', onClick: create }}
            />
          }
        >
          {(items) => (
            <ul>
              {items.map((segment) => (
                <SegmentCard
                  key={segment.id}
                  segment={segment}
                  onCopy={() =>
                    copy.mutate(segment.id, {
                      onSuccess: ({ id }) => void navigate(`/segments/${id}`),
                      onError: notifyFailed,
                    })
                  }
                  onRemove={() => setRemoving(segment)}
                />
              ))}
            </ul>
          )}
        </EndlessList>
      </Card>
      {removing ? (
        <Confirm
          title={`删除人群「${removing.name}」`}
          action="删除"
          danger
          onConfirm={() => remove.mutateAsync(removing.id)}
          onClose={() => setRemoving(null)}
        >
          只删除这组条件,客户不受影响。
        </Confirm>
      ) : null}
    </Page>
  );
}
