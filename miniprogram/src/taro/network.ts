import Taro from '@tarojs/taro';

/** Whether the phone has any network at all; says nothing about our server. */
export async function isOnline(): Promise<boolean> {
  const { networkType } = await Taro.getNetworkType();
  return networkType !== 'none';
}

/** Calls `listener` each time the network comes back. Returns how to stop listening. */
export function onBackOnline(listener: () => void): () => void {
  const onChange: Taro.onNetworkStatusChange.Callback = ({ isConnected }) => {
    if (isConnected) listener();
  };
  Taro.onNetworkStatusChange(onChange);
  return () => Taro.offNetworkStatusChange(onChange);
}
