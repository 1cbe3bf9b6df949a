import { EditorNotice } from '../../../components/editor-frame.tsx';

interface ConflictNoticeProps {
  ruleId: string;
  onOverwrite(): void;
  onGiveUp(): void;
}

/** Somebody has saved a version since this one was opened: what is typed is not lost and overwrites nothing by itself. */
export function ConflictNotice({ ruleId, onOverwrite, onGiveUp }: ConflictNoticeProps) {
  return (
    <EditorNotice role="alert">
      <span>这条规则在你修改期间被保存了新的版本。</span>
      <span className="row">
        <a href={`#/automation/${ruleId}`} target="_blank" rel="noreferrer">
          查看新版本
        </a>
        <button type="button" className="plain-button" onClick={onOverwrite}>
          用我的内容覆盖
        </button>
        <button type="button" className="plain-button" onClick={onGiveUp}>
          放弃我的修改
        </button>
      </span>
    </EditorNotice>
  );
}
