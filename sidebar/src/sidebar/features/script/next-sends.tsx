import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { ScriptView } from '@zhike/shared/contracts/script';
import { notify } from '../../components/notice.tsx';
import { type ChatTarget, targetKey } from '../../sending/chat-target.ts';
import { materialPart } from '../../sending/prepare-material.ts';
import { SendProgress } from '../../sending/send-progress.tsx';
import { useSending } from '../../sending/use-sending.ts';
import { useNextSends } from './api/suggest-next.ts';
import { shownText } from './say-script.ts';

interface NextSendsProps {
  target: ChatTarget;
  onScript(script: ScriptView): void;
}

/** What the best colleagues send now, and why it is proposed. Nothing is learnt yet: nothing is shown. */
export function NextSends({ target, onScript }: NextSendsProps) {
  const { data: items = [] } = useNextSends(target.customerId);
  if (items.length === 0) return null;
  return (
    <section className="next-sends" aria-label="优秀同事接下来发">
      <h3 className="section-title">优秀同事接下来发</h3>
      <ul className="script-list">
        {items.map(({ script, material, reason }) => (
          <li key={script?.id ?? material?.id}>
            {script ? (
              <button type="button" className="script-card" onClick={() => onScript(script)}>
                <span className="script-title">{script.title}</span>
                <span className="script-words">{shownText(script)}</span>
                <span className="next-sends-reason small">{reason}</span>
              </button>
            ) : null}
            {material ? <NextMaterial material={material} target={target} reason={reason} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function NextMaterial({ material, target, reason }: { material: MaterialRow; target: ChatTarget; reason: string }) {
  const sending = useSending(`${targetKey(target)} material ${material.id}`, () => notify('已发送到聊天'));
  const part = materialPart(material, target);
  return (
    <div className="script-card next-sends-material">
      <span className="next-sends-line">
        <span className="script-title">{material.title}</span>
        <button
          type="button"
          className="button"
          aria-label={`发送「${material.title}」`}
          // Stays focusable; a second tap starts nothing.
          aria-disabled={sending.isRunning || sending.isDone}
          onClick={() => sending.start([part])}
        >
          {sending.isDone ? '已发送' : '发送'}
        </button>
      </span>
      <span className="next-sends-reason small">{reason}</span>
      <SendProgress parts={[part]} states={sending.states} />
    </div>
  );
}
