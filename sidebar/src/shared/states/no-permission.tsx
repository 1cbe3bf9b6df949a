import type { ReactNode } from 'react';
import { StateView } from './state-view.tsx';

/** Somebody may not see this; who can change that. */
export function NoPermission({ title = '你没有查看权限', hint }: { title?: string; hint: ReactNode }) {
  return <StateView title={title} hint={hint} tone="problem" />;
}
