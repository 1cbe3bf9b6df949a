import type { Filter } from '@zhike/shared/contracts/filter';
import type { SegmentView, SegmentVisibility } from '@zhike/shared/contracts/segment';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Input } from 'tdesign-react/es/input';
import { Button } from '../components/button.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { type SegmentFields, useChangeSegments } from '../features/segment/api/change-segments.ts';
import { useSegment } from '../features/segment/api/get-segment.ts';
import { visibilities } from '../features/segment/say-visibility.ts';
import { CustomerFilterBuilder } from './customer-filter-builder.tsx';
import { FilterCount, FilterPreview } from './filter-preview.tsx';
import '../features/segment/segment-card.css';

const back = { to: '/segments', label: '人群' };

/** A new segment, or one that is there. */
export function SegmentPage() {
  const { segmentId } = useParams();
  const state = useLocation().state as { filter?: Filter } | null;
  const segment = useSegment(segmentId);
  if (!segmentId)
    return (
      <Page title="新建人群" back={back}>
        <SegmentEditor filter={state?.filter ?? null} />
      </Page>
    );
  return (
    <Page title={segment.data?.name ?? '人群'} back={back}>
      <Loaded query={segment}>
        {(saved) => <SegmentEditor key={`${saved.id} ${saved.version}`} saved={saved} filter={saved.filter} />}
      </Loaded>
    </Page>
  );
}

function SegmentEditor({ saved, filter: first }: { saved?: SegmentView; filter: Filter | null }) {
  const navigate = useNavigate();
  const { create, update, copy } = useChangeSegments();
  const [name, setName] = useState(saved?.name ?? '');
  const [description, setDescription] = useState(saved?.description ?? '');
  const [visibility, setVisibility] = useState<SegmentVisibility>(saved?.visibility ?? 'own');
  const [filter, setFilter] = useState<Filter | null>(first);
  const mayEdit = saved?.can.edit ?? true;
  const done = { onSuccess: () => void navigate('/segments'), onError: notifyFailed };
  const save = () => {
    if (!filter) return;
    const fields: SegmentFields = { name: name.trim(), description: description.trim(), visibility, filter };
    if (saved) update.mutate({ segmentId: saved.id, version: saved.version, ...fields }, done);
    else create.mutate(fields, done);
  };

  return (
    <>
      <Card>
        <div className="segment-form">
          <label>
            名称
            <Input value={name} onChange={setName} maxlength={30} placeholder="例如:高意向未联系" disabled={!mayEdit} />
          </label>
          <label>
            说明(可不填)
            <Input value={description} onChange={setDescription} maxlength={200} disabled={!mayEdit} />
          </label>
          {mayEdit ? (
            <div>
              <p className="segment-label">谁可以使用</p>
              <FilterChips label="谁可以使用" options={visibilities} value={visibility} onChange={setVisibility} />
            </div>
          ) : null}
        </div>
      </Card>
      <Card title="条件">
        {mayEdit ? <CustomerFilterBuilder value={filter} onChange={setFilter} /> : <p>{saved?.sentence}</p>}
      </Card>
      <FilterPreview filter={filter} />
      <div className="bulk-bar" role="region" aria-label="保存">
        {mayEdit ? (
          <Button
            theme="primary"
            disabled={name.trim() === '' || filter === null}
            loading={create.isPending || update.isPending}
            onClick={save}
          >
            保存
          </Button>
        ) : (
          <Button
            theme="primary"
            loading={copy.isPending}
            onClick={() =>
              copy.mutate(saved!.id, {
                onSuccess: ({ id }) => void navigate(`/segments/${id}`),
                onError: notifyFailed,
              })
            }
          >
            复制一份再改
          </Button>
        )}
        <Button variant="text" onClick={() => void navigate('/segments')}>
          {mayEdit ? '取消' : '返回'}
        </Button>
        <FilterCount filter={filter} />
      </div>
    </>
  );
}
