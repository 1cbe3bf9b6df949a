import type { MaterialView } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Failed } from '../../shared/states/failed.tsx';
import { NoPermission } from '../../shared/states/no-permission.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { useViewer } from '../app/viewer.ts';
import { notifyDone } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { useMaterial } from '../features/material/api/get-material.ts';
import { emptyForm, formOf } from '../features/material/editor/form.ts';
import { MaterialEditor } from '../features/material/editor/material-editor.tsx';
import type { MaterialPickers } from '../features/material/editor/section.ts';
import { isKind, kinds } from '../features/material/kinds.ts';
import { useMaterialNames } from './material-names.ts';
import { NotFoundPage } from './not-found-page.tsx';

const pickers: MaterialPickers = {
  departments: (options) => <DepartmentsSelect {...options} placeholder="全体员工" />,
};

export function MaterialEditPage() {
  const { materialId, kind } = useParams();
  const viewer = useViewer();
  const material = useMaterial(materialId);
  if (viewer.role === 'rep') return <NoPermission hint="素材由管理员和主管维护,你可以在聊天侧边栏里发送。" />;
  if (materialId === undefined) return isKind(kind) ? <Editing key={kind} kind={kind} /> : <NotFoundPage />;
  if (material.data) return <Editing key={materialId} material={material.data} kind={material.data.kind} />;
  return material.error ? (
    <Failed error={material.error} onRetry={() => void material.refetch()} />
  ) : (
    <Skeleton lines={8} />
  );
}

function Editing({ material, kind }: { material?: MaterialView; kind: MaterialView['kind'] }) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const names = useMaterialNames();
  const [start] = useState(() => (material ? formOf(material) : emptyForm(kind, params.get('folder'))));
  const back = material
    ? { to: `/materials/${material.id}`, label: '返回素材' }
    : { to: '/materials', label: '素材库' };
  return (
    <Page
      title={material ? `编辑${kinds[kind].label}` : `新建${kinds[kind].label}`}
      hint={kinds[kind].hint}
      back={back}
    >
      <MaterialEditor
        material={material}
        start={start}
        viewer={viewer}
        pickers={pickers}
        names={names}
        onSaved={(saved) => {
          notifyDone(material ? `已保存为第 ${saved.version} 版` : '已放进素材库');
          void navigate(`/materials/${saved.id}`, { replace: true });
        }}
        onCancel={() => void navigate(back.to)}
      />
    </Page>
  );
}
