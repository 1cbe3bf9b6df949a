import Taro, { usePullDownRefresh } from '@tarojs/taro';

/** Runs `refresh` when the person pulls the page down, and lets go of the page when it is done. */
export function useRefreshByPull(refresh: () => Promise<void>) {
  usePullDownRefresh(() => {
    void refresh().finally(() => Taro.stopPullDownRefresh());
  });
}
