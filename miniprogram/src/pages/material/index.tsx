import { Text, View, WebView } from '@tarojs/components';
import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { linkKeyIn, linkKeyOf } from '../../features/material/link-key.ts';
import { useOpenedLink } from '../../features/material/use-opened-link.ts';
import { materialTexts as texts } from '../../texts/zh-CN/material.ts';
import './index.css';

/** 资料: what a rep sent, opened in the person's name. The page itself is the one that WeChat's browser shows. */
export default function MaterialPage() {
  const linkKey = linkKeyOf(useRouter().params.key);
  const { state, retry } = useOpenedLink(linkKey);
  useShareAppMessage(({ webViewUrl }) => {
    const key = linkKeyIn(webViewUrl) ?? linkKey;
    return {
      title: state.phase === 'ready' ? state.title : texts.shared,
      path: `/pages/material/index?key=${key ?? ''}`,
      ...(key ? { imageUrl: `${ZHIKE_API_ORIGIN}/t/${key}/cover` } : {}),
    };
  });
  if (state.phase === 'ready') return <WebView src={state.url} />;
  return (
    <View className="material-page">
      {state.phase === 'loading' && (
        <View className="material-page__loading" ariaRole="status">
          <Text>{texts.loading}</Text>
        </View>
      )}
      {state.phase === 'gone' && <Notice {...texts.gone} />}
      {state.phase === 'failed' && <FailureNotice failure={state.failure} onRetry={() => void retry()} />}
    </View>
  );
}
