import type { ChatMark } from '@zhike/shared/contracts/chat';
import { type CardContent, type CardRow, describeCard } from './describe-card.ts';
import { MarkedText } from './marked-text.tsx';
import { marksByPart } from './marks.ts';

/** A small sheet: what it is, what stands on it, and where it leads. */
export function CardView({ content, marks }: { content: CardContent; marks: readonly ChatMark[] }) {
  const { label, rows, url, tone } = describeCard(content);
  const said = rows.filter(({ isSaid }) => isSaid);
  const placed = marksByPart(
    said.map(({ text }) => text),
    marks,
  );
  const marksOf = (row: CardRow) => placed[said.indexOf(row)] ?? [];
  return (
    <div className={`chat-card${tone ? ` chat-card-${tone}` : ''}`}>
      <p className="chat-card-label">{label}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
        <p key={index} className={`chat-card-${row.role}`}>
          <MarkedText text={row.text} marks={marksOf(row)} />
        </p>
      ))}
      {url ? (
        <a className="chat-card-open" href={url} target="_blank" rel="noreferrer noopener">
          打开
        </a>
      ) : null}
    </div>
  );
}
