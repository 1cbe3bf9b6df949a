import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './editor-frame.css';

interface EditorFrameProps {
  /** Absent: nothing of this form is kept until it is saved. */
  draft?: { isRestored: boolean; isChanged: boolean; giveUp(): void };
  /** Said above the form. */
  notice?: ReactNode;
  /** Buttons that save. */
  saves: ReactNode;
  isSaving: boolean;
  onLeave(): void;
  /** What the settings will do, beside the form. */
  side: ReactNode;
  sideLabel: string;
  children: ReactNode;
}

/** An editor on one page: the form with the buttons that stay in sight, and beside it what the settings will do. */
export function EditorFrame({ draft, notice, saves, isSaving, onLeave, side, sideLabel, children }: EditorFrameProps) {
  return (
    <div className="editor-frame">
      <div className="editor-frame-form">
        {draft?.isRestored ? (
          <EditorNotice role="status">
            已恢复上次没有保存的内容
            <button type="button" className="plain-button" onClick={draft.giveUp}>
              放弃草稿
            </button>
          </EditorNotice>
        ) : null}
        {notice}
        {children}
        <div className="editor-frame-bar">
          {saves}
          <Button variant="text" disabled={isSaving} onClick={onLeave}>
            {draft?.isChanged ? '先离开,草稿会保留' : '返回'}
          </Button>
        </div>
      </div>
      <aside className="editor-frame-side" aria-label={sideLabel}>
        {side}
      </aside>
    </div>
  );
}

/** Something to know before going on with the form. */
export function EditorNotice({ role, children }: { role: 'status' | 'alert'; children: ReactNode }) {
  return (
    <div className="editor-frame-notice" role={role}>
      {children}
    </div>
  );
}
