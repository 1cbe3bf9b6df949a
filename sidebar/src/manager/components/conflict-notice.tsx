import type { ReactNode } from 'react';
import { EditorNotice } from './editor-frame.tsx';

interface ConflictNoticeProps {
  /** What happened, and where it fits in a line, what stands there now. */
  children: ReactNode;
  /** Where the newer version can be read. */
  href?: string;
  isSaving?: boolean;
  onOverwrite(): void;
  onGiveUp(): void;
}

/** Somebody has saved a version since this one was opened: what is typed is not lost and overwrites nothing by itself. */
export function ConflictNotice({ children, href, isSaving = false, onOverwrite, onGiveUp }: ConflictNoticeProps) {
  return (
    <EditorNotice role="alert">
      <span>{children}</span>
      <span className="row">
        {href ? (
          <a href={href} target="_blank" rel="noreferrer">
            查看新版本
          </a>
        ) : null}
        <button type="button" className="plain-button" disabled={isSaving} onClick={onOverwrite}>
          用我的内容覆盖
        </button>
        <button type="button" className="plain-button" onClick={onGiveUp}>
          放弃我的修改
        </button>
      </span>
    </EditorNotice>
  );
}
