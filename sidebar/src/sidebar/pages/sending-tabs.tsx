import { type ComponentProps, lazy, Suspense } from 'react';
import { Skeleton } from '../../shared/states/skeleton.tsx';

const loadMaterials = () => import('../features/material/material-tab.tsx');
const loadScripts = () => import('../features/script/script-tab.tsx');
const Materials = lazy(loadMaterials);
const Scripts = lazy(loadScripts);

/** What is not on the first screen: loaded when it is opened, or when nothing else is to be done. */
export const loadSendingTabs = () => Promise.all([loadMaterials(), loadScripts()]);

export function MaterialTab(props: ComponentProps<typeof Materials>) {
  return (
    <Suspense fallback={<Skeleton avatar lines={6} />}>
      <Materials {...props} />
    </Suspense>
  );
}

export function ScriptTab(props: ComponentProps<typeof Scripts>) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Scripts {...props} />
    </Suspense>
  );
}
