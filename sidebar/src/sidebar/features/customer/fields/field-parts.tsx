import { useNow } from '../../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../../shared/format/time.ts';
import type { OneFieldProps } from './one-field.ts';
import { explainFieldOrigin } from './say-field-origin.ts';

/** Where a value came from and why, with the message that caused it. */
export function FieldOriginLine({ field: { origin }, messageHref }: Pick<OneFieldProps, 'field' | 'messageHref'>) {
  const now = useNow();
  if (!origin) return null;
  const message = origin.rule?.cause?.message;
  return (
    <p className="field-origin quiet" title={exactTime(origin.at)}>
      {explainFieldOrigin(origin, now)}
      {message ? (
        <>
          {' '}
          <a className="field-origin-link" href={messageHref(message)}>
            看这条消息
          </a>
        </>
      ) : null}
    </p>
  );
}

/** Something to know of what one has begun to fill in; a tap lets go of it. */
export function DraftNote({ text, onGiveUp }: { text: string | null; onGiveUp(): void }) {
  if (text === null) return null;
  return (
    <p className="field-draft-note" role="status">
      <span>{text}</span>
      <button type="button" className="link-button" onClick={onGiveUp}>
        放弃
      </button>
    </p>
  );
}

export function EmptyButton({ isWide = false, onEmpty }: { isWide?: boolean; onEmpty(): void }) {
  return (
    <button type="button" className={isWide ? 'button button-wide' : 'button'} onClick={onEmpty}>
      清空
    </button>
  );
}

interface SaveActionsProps {
  /** Id of the form that is saved. */
  form: string;
  canEmpty: boolean;
  onEmpty(): void;
}

export function SaveActions({ form, canEmpty, onEmpty }: SaveActionsProps) {
  return (
    <div className="field-actions">
      {canEmpty ? <EmptyButton onEmpty={onEmpty} /> : null}
      <button type="submit" form={form} className="button button-main">
        保存
      </button>
    </div>
  );
}
