import type { SopView } from '@zhike/shared/contracts/sop';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useViewer } from '../app/viewer.ts';
import { Loaded } from '../components/loaded.tsx';
import { NoPermission } from '../../shared/states/no-permission.tsx';
import { notifyDone } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { useCustomFields } from '../features/custom-field/api/list-custom-fields.ts';
import { useSop } from '../features/sop/api/sops.ts';
import { emptyForm } from '../features/sop/editor/form.ts';
import type { SopPickers } from '../features/sop/editor/pickers.ts';
import { SopEditor } from '../features/sop/editor/sop-editor.tsx';
import { sopTemplates } from '../features/sop/editor/templates.ts';
import { TemplateList } from '../features/sop/template-list.tsx';
import { rulePickers } from './rule-pickers.tsx';
import { CustomerPicker, MaterialsToSend, Scripts } from './sop-pickers.tsx';

/** A new SOP begins with a template; one that is there is read first. */
export function SopEditPage() {
  const { sopId } = useParams();
  const [search] = useSearchParams();
  const from = search.get('from');
  const viewer = useViewer();
  if (viewer.role === 'rep') return <NoPermission hint="只有主管和管理员可以编辑 SOP" />;
  if (sopId) return <Existing sopId={sopId} />;
  if (from === null)
    return (
      <Page title="新建 SOP" hint="选一个接近的开始,打开后可以随意修改。" back={{ to: '/sops', label: 'SOP' }}>
        <TemplateList ownerUserId={viewer.userId} />
      </Page>
    );
  return (
    <Page title="新建 SOP" hint="保存后是停用的,启用后才会开始。" back={{ to: '/sops/new', label: '选择模板' }}>
      <Editor key={from} from={from} />
    </Page>
  );
}

function Existing({ sopId }: { sopId: string }) {
  const sop = useSop(sopId);
  return (
    <Page
      title="编辑 SOP"
      hint="保存后成为新的版本;进行中的客户仍按原来的版本,除非让他们改按新版。"
      back={{ to: `/sops/${sopId}`, label: 'SOP 详情' }}
    >
      <Loaded query={sop} lines={8}>
        {(saved) => <Editor sop={saved} from={null} />}
      </Loaded>
    </Page>
  );
}

function Editor({ sop, from }: { sop?: SopView; from: string | null }) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const fields = useCustomFields();
  return (
    <Loaded query={fields} lines={8}>
      {({ items }) => (
        <SopEditor
          sop={sop}
          start={sopTemplates.find(({ key }) => key === from)?.form ?? emptyForm}
          ownerUserId={viewer.userId}
          fields={items.filter(({ kind, isRetired }) => kind === 'date' && !isRetired)}
          pickers={pickers}
          onSaved={(saved) => {
            notifyDone(sop ? '已保存为新的版本' : '已保存,启用后开始');
            void navigate(`/sops/${saved.id}`, { replace: true });
          }}
          onCancel={() => void navigate(sop ? `/sops/${sop.id}` : '/sops')}
        />
      )}
    </Loaded>
  );
}

const pickers: SopPickers = { ...rulePickers, material: MaterialsToSend, script: Scripts, customer: CustomerPicker };
