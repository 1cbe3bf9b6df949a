import { StateView } from '../../shared/states/state-view.tsx';

/** After a release an old page asks for parts that are gone: a reload brings the new ones. */
export function FaultyRoute() {
  return (
    <StateView
      title="页面出了点问题"
      hint="可能刚刚更新了版本,刷新后一般就好了"
      tone="problem"
      action={{ label: '刷新', onClick: () => location.reload() }}
    />
  );
}
