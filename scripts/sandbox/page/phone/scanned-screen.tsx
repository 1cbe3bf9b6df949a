import { type ReactNode, useEffect, useState } from 'react';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import type { PhoneView, ScannedCode } from './phone-view.ts';

export type ScannedBody = ScannedCode & { externalUserId: string };

/** What WeChat would show of a code before anything is done with it. `ask` must be the same at every rendering. */
export function useScanned<Preview>(
  ask: (body: ScannedBody, signal: AbortSignal) => Promise<Preview>,
  code: ScannedCode,
  customerId: string,
) {
  const [preview, setPreview] = useState<Preview>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    ask({ externalUserId: customerId, ...code }, abort.signal).then(setPreview, (error: unknown) => {
      if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => abort.abort();
  }, [ask, customerId, code]);
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
