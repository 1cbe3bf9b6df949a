import { View } from '@tarojs/components';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { ConsultantSkeleton } from '../../features/consultant/consultant-skeleton.tsx';
import { MyConsultantView } from '../../features/consultant/my-consultant.tsx';
import { useMyConsultant } from '../../features/consultant/use-my-consultant.ts';
import { useRefreshByPull } from '../../taro/page.ts';
import './index.css';

/** 我的专属顾问: nothing is asked of the customer; the page signs in by itself and shows who serves them. */
export default function ConsultantPage() {
  const { state, reload, retry } = useMyConsultant();
  useRefreshByPull(reload);
  return (
    <View className="consultant-page">
      {state.phase === 'loading' && <ConsultantSkeleton />}
      {state.phase === 'ready' && <MyConsultantView answer={state.answer} stale={state.stale} />}
      {state.phase === 'failed' && <FailureNotice failure={state.failure} onRetry={() => void retry()} />}
    </View>
  );
}
