import { summaryOf, textOf } from '@zhike/shared/chat-content';
import type { ChatSearchHit } from '@zhike/shared/contracts/chat';
import type { MouseEvent } from 'react';
import { useNow } from '../clock/business-clock.ts';
import { exactTime, sayTime } from '../format/time.ts';
import { MarkedText } from './marked-text.tsx';
import { snippetOf } from './marks.ts';
import './chat.css';

interface ChatHitsProps {
  hits: readonly ChatSearchHit[];
  hrefOf(hit: ChatSearchHit): string;
  /** How a result is opened, where its link is not simply followed. */
  onOpen?(href: string): void;
}

/** What was found: who said it where and when, with the words marked; a click opens the chat there. */
export function ChatHits({ hits, hrefOf, onOpen }: ChatHitsProps) {
  const now = useNow();
  return (
    <ul className="chat-hits" aria-label="搜索结果">
      {hits.map((hit) => {
        const { conversation, message } = hit;
        const text = textOf(message.content);
        const href = hrefOf(hit);
        const open = (event: MouseEvent) => {
          if (!onOpen) return;
          event.preventDefault();
          onOpen(href);
        };
        const snippet = snippetOf(text || summaryOf(message.content), text ? message.marks : []);
        return (
          <li key={`${conversation.id} ${message.position}`}>
            <a className="chat-hit" href={href} onClick={open}>
              <span className="chat-hit-head">
                <span className="chat-hit-title">{conversation.title}</span>
                <time className="chat-fine" title={exactTime(message.sentAt)}>
                  {sayTime(message.sentAt, now)}
                </time>
              </span>
              <span className="chat-hit-text">
                {message.sender.name}:
                <MarkedText {...snippet} />
              </span>
              <span className="chat-hit-foot">{message.revokedAt === null ? '' : '已撤回 · '}查看上下文</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Said quietly: whoever searches for what was said just now must know. */
export function BehindNote({ behind }: { behind: number }) {
  return behind > 0 ? (
    <p className="chat-fine" role="status">
      最新的 {behind} 条消息正在建立索引,稍后才能搜到
    </p>
  ) : null;
}
