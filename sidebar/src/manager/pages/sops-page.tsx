import type { SopRow } from '@zhike/shared/contracts/sop';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { Count } from '../components/figures.tsx';
import { Icon } from '../components/icon.tsx';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useSops } from '../features/sop/api/sops.ts';
import { SopSwitch } from '../features/sop/sop-switch.tsx';
import { TemplateList } from '../features/sop/template-list.tsx';
import '../components/table.css';

/** All SOPs: what they do, how many customers are in them. */
export function SopsPage() {
  const viewer = useViewer();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const sops = useSops(q || undefined);
  const mayEdit = viewer.role !== 'rep';
  return (
    <Page
      title="SOP"
      hint="把跟进的步骤排成时间表,到时自动成为员工的待办。"
      actions={
        <>
          <Button
            variant="outline"
            icon={<Icon name="clock" size={16} />}
            onClick={() => void navigate('/sops/coming')}
          >
            明天发什么
          </Button>
          {mayEdit ? (
            <Button theme="primary" icon={<Icon name="plus" size={16} />} onClick={() => void navigate('/sops/new')}>
              新建 SOP
            </Button>
          ) : null}
        </>
      }
    >
      <SearchBox value={q} onChange={setQ} placeholder="搜索 SOP 名称" />
      <Card flush>
        <EndlessList
          query={sops}
          empty={
            q ? (
              <StateView title="没有找到这样的 SOP" />
            ) : (
              <>
                <StateView title="还没有 SOP" hint="选一个接近的开始,打开后可以随意修改" />
                {mayEdit ? (
                  <div style={{ padding: '0 24px 24px' }}>
                    <TemplateList ownerUserId={viewer.userId} />
                  </div>
                ) : null}
              </>
            )
          }
        >
          {(items: SopRow[]) => (
            <table className="table">
              <thead>
                <tr>
                  <th>SOP</th>
                  <th>进行中</th>
                  <th>已走完</th>
                  <th>启用</th>
                </tr>
              </thead>
              <tbody>
                {items.map((sop) => (
                  <tr key={sop.id}>
                    <td data-label="SOP">
                      <div>
                        <Link to={`/sops/${sop.id}`}>{sop.name}</Link>
                        <p className="fine">{sop.summary}</p>
                      </div>
                    </td>
                    <td data-label="进行中">
                      <Link to={`/sops/${sop.id}?status=active`} aria-label={`${sop.name}进行中的客户`}>
                        {sop.counts ? <Count value={sop.counts.active} /> : '查看'}
                      </Link>
                    </td>
                    <td data-label="已走完">
                      <Link to={`/sops/${sop.id}?status=finished`} aria-label={`${sop.name}已走完的客户`}>
                        {sop.counts ? <Count value={sop.counts.finished} /> : '查看'}
                      </Link>
                    </td>
                    <td data-label="启用">
                      <SopSwitch sop={sop} mayEdit={mayEdit} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </EndlessList>
      </Card>
    </Page>
  );
}
