import { View } from '@tarojs/components';
import { ActionButton } from '../../components/action-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ConsultantSkeleton } from '../../features/consultant/consultant-skeleton.tsx';
import { MyConsultantView } from '../../features/consultant/my-consultant.tsx';
import { useMyConsultant } from '../../features/consultant/use-my-consultant.ts';
import { useRefreshByPull } from '../../taro/page.ts';
import { consultantTexts as texts } from '../../texts/zh-CN/consultant.ts';
import './index.css';

/** 我的专属顾问: nothing is asked of the customer; the page signs in by itself and shows who serves them. */
export default function ConsultantPage() {
  const { state, reload, retry } = useMyConsultant();
  useRefreshByPull(reload);
  return (
    <View className="consultant-page">
      {state.phase === 'loading' && <ConsultantSkeleton />}
      {state.phase === 'ready' && <MyConsultantView answer={state.answer} stale={state.stale} />}
      {state.phase === 'failed' && (
        <Notice {...texts.failures[state.failure]}>
          {/* Without a login code in the address another try cannot end differently. */}
          {state.failure !== 'no-code' && <ActionButton label={texts.retry} onTap={() => void retry()} />}
        </Notice>
      )}
    </View>
  );
}
