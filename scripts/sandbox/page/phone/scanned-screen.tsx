import { type ReactNode, useEffect, useState } from 'react';
import { type ControlInput, type ControlOutput, control } from '../api/control.ts';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import type { PhoneView, ScannedCode } from './phone-view.ts';

type PreviewEndpoint = 'POST /control/scan/preview' | 'POST /control/join/preview';

/** What WeChat would show of a code before anything is done with it. */
export function useScanned<Endpoint extends PreviewEndpoint>(
  endpoint: Endpoint,
  code: ScannedCode,
  customerId: string,
) {
  const [preview, setPreview] = useState<ControlOutput<Endpoint>>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    control(endpoint, { body: { externalUserId: customerId, ...code }, signal } as ControlInput<Endpoint>).then(
      setPreview,
      (error: unknown) => {
        if (!signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => abort.abort();
  }, [endpoint, customerId, code]);
  return { preview, problem };
}

interface ScannedScreenProps {
  problem: string;
  problemTitle: string;
  go: (view: PhoneView) => void;
  /** Nothing while it is being read. */
  children: ReactNode;
}

/** The screen after a scan: what the code leads to, or why it leads nowhere. */
export function ScannedScreen({ problem, problemTitle, go, children }: ScannedScreenProps) {
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回" onClick={() => go({ name: 'scan' })}>
          <Icon name="back" />
        </button>
      </header>
      <div className="screen-body">
        {problem ? (
          <EmptyState
            title={problemTitle}
            text={problem}
            action={
              <button type="button" className="plain-button" onClick={() => go({ name: 'scan' })}>
                换一个码
              </button>
            }
          />
        ) : null}
        {!children && !problem ? <SkeletonRows count={1} /> : null}
        {children}
      </div>
    </div>
  );
}
