import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { SendWay } from '@zhike/shared/contracts/material-content';
import { useState } from 'react';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type ChatTarget, targetKey } from '../../sending/chat-target.ts';
import { materialPart } from '../../sending/prepare-material.ts';
import { SendProgress } from '../../sending/send-progress.tsx';
import { useSending } from '../../sending/use-sending.ts';
import { MaterialPreview } from './material-preview.tsx';
import { sayCannotSend, sayPosterHint, wayNames } from './say-material.ts';

interface MaterialSheetProps {
  material: MaterialRow;
  target: ChatTarget;
  onClose(): void;
}

/** What the customer will get, and the button that sends it. */
export function MaterialSheet({ material, target, onClose }: MaterialSheetProps) {
  const [way, setWay] = useState<SendWay>(material.ways[0]!);
  const part = materialPart(material, target, way);
  const sending = useSending(`${targetKey(target)} material ${material.id}`, (isWatched) => {
    // The sheet says so itself.
    if (!isWatched) notify('已发送到聊天');
  });
  const problem = sayCannotSend(material);
  const hasFailed = sending.states[part.key]?.at === 'failed';
  return (
    <Sheet
      title={material.title}
      onClose={onClose}
      footer={(close) => (
        <>
          <SendProgress parts={[part]} states={sending.states} />
          {problem ? (
            <p className="field-problem material-problem" role="alert">
              {problem}
            </p>
          ) : null}
          {sending.isDone ? (
            <button type="button" className="button button-wide" onClick={close}>
              完成
            </button>
          ) : (
            <button
              type="button"
              className="button button-main button-wide"
              data-first-focus
              // Stays focusable while it sends; a second tap starts nothing.
              aria-disabled={sending.isRunning}
              disabled={problem !== null}
              onClick={() => sending.start([part])}
            >
              {sending.isRunning ? '正在发送…' : hasFailed ? '重新发送' : '发送'}
            </button>
          )}
        </>
      )}
    >
      <MaterialPreview material={material} target={target} />
      {material.ways.length > 1 ? (
        <fieldset className="material-ways" disabled={sending.isRunning}>
          <legend className="field-label">怎么发</legend>
          {material.ways.map((one) => (
            <label key={one} className="option-row material-way">
              <input type="radio" name="way" checked={one === way} onChange={() => setWay(one)} />
              <span>
                {wayNames[one].name}
                <span className="quiet small material-way-hint">{wayNames[one].hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="field-hint">
          {material.kind === 'poster' ? sayPosterHint(target.chatId !== undefined) : wayNames[way].hint}
        </p>
      )}
    </Sheet>
  );
}
