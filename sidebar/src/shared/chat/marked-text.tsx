import type { ChatMark } from '@zhike/shared/contracts/chat';
import { cutAtMarks, sayMark } from './marks.ts';

/** A text with what rules, quality checks or the search looked for; why is told on hover and to readers. */
export function MarkedText({ text, marks }: { text: string; marks: readonly ChatMark[] }) {
  if (marks.length === 0) return <>{text}</>;
  return (
    <>
      {cutAtMarks(text, marks).map((piece) =>
        piece.marks.length > 0 ? (
          <mark
            key={piece.start}
            className={`chat-mark chat-mark-${piece.marks[0]!.kind}`}
            title={whyMarked(piece.marks)}
          >
            {piece.text}
          </mark>
        ) : (
          <span key={piece.start}>{piece.text}</span>
        ),
      )}
    </>
  );
}

const whyMarked = (marks: readonly ChatMark[]) => [...new Set(marks.map(sayMark))].join(';');
