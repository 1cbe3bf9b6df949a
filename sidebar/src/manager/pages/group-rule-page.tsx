import { useParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { JoiningRules } from './joining-rules.tsx';
import '../features/group/group.css';

/** What joining through one code leads to, in whatever group. */
export function GroupRulePage() {
  const { mark = '' } = useParams();
  return (
    <Page
      back={{ to: '/group-rules', label: '进群规则' }}
      title={`进群码「${mark}」`}
      hint="通过这个标识的二维码或按钮进群的人,不管进了哪个群。全部关闭后这条规则就没有了。"
    >
      <JoiningRules subject={{ kind: 'state', subject: mark }} />
    </Page>
  );
}
