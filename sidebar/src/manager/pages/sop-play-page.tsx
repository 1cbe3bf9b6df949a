import { useParams } from 'react-router';
import { NoPermission } from '../../shared/states/no-permission.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { useViewer } from '../app/viewer.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { useSop } from '../features/sop/api/sops.ts';
import { PlayBoard } from '../features/sop/play-board.tsx';
import { CustomerPicker } from './sop-pickers.tsx';

/** An SOP is played with a customer, in the demo, where time can be moved. */
export function SopPlayPage() {
  const { sopId = '' } = useParams();
  const viewer = useViewer();
  const sop = useSop(sopId);
  if (viewer.role === 'rep') return <NoPermission hint="只有主管和管理员可以试跑 SOP" />;
  return (
    <Page
      title={sop.data ? `试跑「${sop.data.name}」` : '试跑 SOP'}
      hint="几秒钟看完整个 SOP:时间一步步拨到每个到时的时刻,真的产生待办和提醒。"
      back={{ to: `/sops/${sopId}`, label: 'SOP 详情' }}
    >
      <Loaded query={sop} lines={6}>
        {(saved) => {
          if (!viewer.demo)
            return <StateView title="这里不能试跑" hint="正式环境的时间不能拨动;编辑页的「预演」会算出每一步的时间" />;
          if (!saved.isOn) return <StateView title="SOP 还没有启用" hint="先在 SOP 详情里启用,再来试跑" />;
          return <PlayBoard sop={saved} customers={CustomerPicker} />;
        }}
      </Loaded>
    </Page>
  );
}
