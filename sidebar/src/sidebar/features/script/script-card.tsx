import type { ScriptView } from '@zhike/shared/contracts/script';
import { type Received, sayTimes } from '../../sending/list-sends.ts';
import { sayUse, shownText } from './say-script.ts';

interface ScriptCardProps {
  script: ScriptView;
  /** How often this customer got it. */
  received: Received | undefined;
  onOpen(): void;
}

export function ScriptCard({ script, received, onOpen }: ScriptCardProps) {
  const { title, materials, isMine, isFavourite } = script;
  return (
    <li>
      <button type="button" className="script-card" onClick={onOpen}>
        <span className="script-title">
          {isFavourite ? <span aria-label="已收藏">★ </span> : null}
          {title}
          {isMine ? <span className="script-mark">我的</span> : null}
          {materials.length > 0 ? <span className="script-mark">带 {materials.length} 份素材</span> : null}
        </span>
        <span className="script-words">{shownText(script)}</span>
        <span className="quiet small">
          {sayUse(script)}
          {received ? <span className="script-received"> · {sayTimes(received)}</span> : null}
        </span>
      </button>
    </li>
  );
}
