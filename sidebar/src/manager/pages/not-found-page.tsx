import { useNavigate } from 'react-router';
import { StateView } from '../../shared/states/state-view.tsx';

export function NotFoundPage() {
  const navigate = useNavigate();
  return (
    <StateView
      title="没有这个页面"
      hint="地址可能写错了,或内容已搬走"
      action={{ label: '回到工作台', onClick: () => void navigate('/') }}
    />
  );
}
