import type { MaterialView } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Facts } from '../components/facts.tsx';
import { Moment } from '../components/figures.tsx';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone, notifyFailed } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { Pill } from '../components/pill.tsx';
import { useChangeMaterials } from '../features/material/api/change-materials.ts';
import { useMaterial } from '../features/material/api/get-material.ts';
import type { TouchOnly } from '../features/material/api/list-touch.ts';
import { useMaterialStats } from '../features/material/api/get-stats.ts';
import { BrochurePages } from '../features/material/brochure-pages.tsx';
import { formOf } from '../features/material/editor/form.ts';
import { MaterialPreview } from '../features/material/editor/preview.tsx';
import { isTracked, kinds, states } from '../features/material/kinds.ts';
import { DaysFilter, daysOf } from '../features/material/stats/days-filter.tsx';
import { MaterialStatsPanel } from '../features/material/stats/material-stats-panel.tsx';
import { readOnly, TouchLists } from '../features/material/stats/touch-lists.tsx';
import { VersionsDrawer } from '../features/material/versions-drawer.tsx';
import { useMaterialNames } from './material-names.ts';
import '../components/editor-frame.css';

type Filter = 'from' | 'to' | 'tab' | 'member' | 'only';

export function MaterialPage() {
  const { materialId = '' } = useParams();
  const material = useMaterial(materialId);
  if (material.data) return <Shown material={material.data} />;
  return material.error ? (
    <Failed error={material.error} onRetry={() => void material.refetch()} />
  ) : (
    <Skeleton lines={8} />
  );
}

function Shown({ material }: { material: MaterialView }) {
  const viewer = useViewer();
  const [isListing, setListing] = useState(false);
  return (
    <Page
      back={{ to: '/materials', label: '素材库' }}
      title={
        <>
          {material.title}
          <Pill>{kinds[material.kind].label}</Pill>
          <Pill tone={states[material.state].tone}>{states[material.state].label}</Pill>
        </>
      }
      hint={material.description || undefined}
      actions={<Actions material={material} onVersions={() => setListing(true)} />}
    >
      <div className="editor-frame">
        <div className="editor-frame-form">
          <Statistics material={material} />
        </div>
        <aside className="editor-frame-side" aria-label="内容">
          <Offer material={material} />
          <MaterialPreview
            form={formOf(material)}
            rep={viewer}
            thumbnailUrl={material.thumbnailUrl}
            mayDraw={material.can.edit}
          />
        </aside>
      </div>
      {isListing ? <VersionsDrawer material={material} viewer={viewer} onClose={() => setListing(false)} /> : null}
    </Page>
  );
}

function Actions({ material, onVersions }: { material: MaterialView; onVersions(): void }) {
  const navigate = useNavigate();
  const { retire, bringBack, favour } = useChangeMaterials();
  const [isAsking, setAsking] = useState(false);
  const { id, isFavourite } = material;
  return (
    <>
      <Button
        variant="text"
        onClick={() => favour.mutate({ materialId: id, isFavourite: !isFavourite }, { onError: notifyFailed })}
      >
        {isFavourite ? '取消收藏' : '收藏'}
      </Button>
      {material.can.edit ? (
        <>
          <Button variant="outline" onClick={onVersions}>
            版本
          </Button>
          {material.state === 'retired' ? (
            <Button
              variant="outline"
              loading={bringBack.isPending}
              onClick={() =>
                bringBack.mutate([id], { onSuccess: () => notifyDone('已恢复使用'), onError: notifyFailed })
              }
            >
              恢复使用
            </Button>
          ) : (
            <Button variant="outline" theme="danger" onClick={() => setAsking(true)}>
              停用
            </Button>
          )}
          <Button theme="primary" onClick={() => void navigate(`/materials/${id}/edit`)}>
            编辑
          </Button>
        </>
      ) : null}
      {isAsking ? (
        <Confirm
          title={`停用「${material.title}」`}
          action="停用"
          danger
          onConfirm={async () => {
            await retire.mutateAsync([id]);
            notifyDone('已停用,随时可以恢复');
          }}
          onClose={() => setAsking(false)}
        >
          停用后员工不能再发送;以前发出的 {material.sent} 次里,客户打开链接时会看到「内容已下架」。
        </Confirm>
      ) : null}
    </>
  );
}

function Offer({ material }: { material: MaterialView }) {
  const names = useMaterialNames();
  const { departmentIds, folderId, validFrom, validUntil } = material;
  const days =
    validFrom && validUntil ? `${validFrom} 至 ${validUntil}` : validFrom ? `${validFrom} 起` : `到 ${validUntil}`;
  return (
    <Card title="基本信息">
      <Facts
        items={[
          { label: '文件夹', value: folderId ? names.folder(folderId) : '不在文件夹里' },
          {
            label: '谁可以发送',
            value:
              departmentIds.length === 0
                ? '全体员工'
                : departmentIds.map((id) => names.department(id) ?? '已删除的部门').join('、'),
          },
          { label: '有效期', value: validFrom || validUntil ? days : '长期' },
          { label: '版本', value: `第 ${material.version} 版` },
          {
            label: '更新',
            value: (
              <>
                <Moment at={material.updatedAt} />
                ,由{material.createdBy.name}创建
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

function Statistics({ material }: { material: MaterialView }) {
  const [filter, setFilter] = useUrlFilter<Filter>();
  const days = daysOf(filter);
  const stats = useMaterialStats(material.id, days);
  const tab = filter.tab === 'visits' ? 'visits' : 'sends';
  const memberName = stats.data?.byMember.find(({ userId }) => userId === filter.member)?.name;
  const toRows = (wanted: 'sends' | 'visits', only?: TouchOnly) =>
    `?${new URLSearchParams({ ...days, tab: wanted, ...(only ? { only } : {}) })}`;
  return (
    <>
      {material.kind === 'brochure' ? <BrochurePages material={material} /> : null}
      <DaysFilter value={days} onChange={setFilter} />
      <Loaded query={stats} lines={6}>
        {(data) => (
          <MaterialStatsPanel
            stats={data}
            isTracked={isTracked(material.kind)}
            toRows={toRows}
            onMember={(userId) => setFilter({ member: userId, only: undefined })}
          />
        )}
      </Loaded>
      <TouchLists
        title="记录"
        of={{ materialId: material.id, userId: filter.member, ...days, only: readOnly(filter.only) }}
        onEvery={() => setFilter({ only: undefined })}
        tab={tab}
        onTab={(next) => setFilter({ tab: next, only: undefined })}
        member={
          filter.member ? { name: memberName ?? '这位员工', onAll: () => setFilter({ member: undefined }) } : undefined
        }
      />
      {material.kind === 'link' ? (
        <p className="fine">打开后在别人的网页里做了什么,我们看不到,因此停留和进度只是打开前的跳转。</p>
      ) : null}
      <Link className="plain-button" to="/material-stats">
        看所有素材的使用统计
      </Link>
    </>
  );
}
