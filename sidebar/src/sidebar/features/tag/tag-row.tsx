import type { MessagePlace } from '@zhike/shared/contracts/common';
import type { CustomerTagView } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime } from '../../../shared/format/time.ts';
import { sayOnlyFor } from '../../../shared/texts/zh-cn.ts';
import { Icon } from '../../components/icon.tsx';
import { useChangeTag, usePendingTagChanges } from './api/change-tags.ts';
import { overlayChanges, type ShownTag } from './overlay-changes.ts';
import { sayOrigin, saySyncState } from './say-origin.ts';
import '../../components/tag-chip.css';
import './tag-row.css';

interface TagRowProps {
  customerId: string;
  tags: readonly CustomerTagView[];
  canEdit: boolean;
  onAdd(): void;
  /** Where an archived message can be read. */
  messageHref(place: MessagePlace): string;
}

/** More would push what happened off the first screen. */
const SHOWN_AT_FIRST = 8;

/** Tags as chips: a tap tells where one came from, + opens the sheet. */
export function TagRow({ customerId, tags, canEdit, onAdd, messageHref }: TagRowProps) {
  const shown = overlayChanges(tags, usePendingTagChanges(customerId));
  const [askedId, setAskedId] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const asked = shown.find((tag) => tag.tagId === askedId);
  const visible = all ? shown : shown.slice(0, SHOWN_AT_FIRST);
  return (
    <section className="tag-row" aria-label="标签">
      <div className="tag-row-chips">
        {visible.map((tag) => (
          <button
            key={tag.tagId}
            type="button"
            className="tag-chip"
            aria-expanded={tag.tagId === askedId}
            onClick={() => setAskedId(tag.tagId === askedId ? null : tag.tagId)}
          >
            <span>{tag.name}</span>
          </button>
        ))}
        {shown.length > visible.length ? (
          <button type="button" className="tag-chip tag-chip-more" onClick={() => setAll(true)}>
            <span>还有 {shown.length - visible.length} 个</span>
          </button>
        ) : null}
        {canEdit ? (
          <button type="button" className="tag-chip tag-chip-add" aria-label="打标签" onClick={onAdd}>
            <span>
              <Icon name="plus" size={14} />
              {shown.length === 0 ? '打标签' : null}
            </span>
          </button>
        ) : null}
      </div>
      {asked ? (
        <TagOrigins
          customerId={customerId}
          tag={asked}
          canEdit={canEdit}
          messageHref={messageHref}
          onRemoved={() => setAskedId(null)}
        />
      ) : null}
    </section>
  );
}

interface TagOriginsProps {
  customerId: string;
  tag: CustomerTagView | ShownTag;
  canEdit: boolean;
  messageHref: TagRowProps['messageHref'];
  onRemoved(): void;
}

function TagOrigins({ customerId, tag, canEdit, messageHref, onRemoved }: TagOriginsProps) {
  const now = useNow();
  const changeTag = useChangeTag(customerId);
  const origins = 'origins' in tag ? tag.origins : [];
  const isKept = 'can' in tag && !tag.can.remove;
  return (
    <div className="explanation tag-origins">
      <p className="tag-origins-title">
        <b>{tag.name}</b>
        <span className="quiet">{tag.groupName}</span>
      </p>
      {origins.length === 0 ? <p>刚刚由你打上,正在保存</p> : null}
      {origins.map((origin) => (
        <p key={`${origin.kind}.${origin.at}.${origin.member?.userId}`} title={exactTime(origin.at)}>
          {sayOrigin(origin, now)}
          {origin.rule?.cause?.message ? (
            <>
              {' '}
              <a className="tag-origins-link" href={messageHref(origin.rule.cause.message)}>
                看这条消息
              </a>
            </>
          ) : null}
          {saySyncState(origin.state) ? <span className="tag-origins-state">{saySyncState(origin.state)}</span> : null}
        </p>
      ))}
      {isKept ? <p className="quiet">{sayOnlyFor(tag.onlyFor)}</p> : null}
      {canEdit && !isKept ? (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            changeTag({ tag, on: false });
            onRemoved();
          }}
        >
          移除标签
        </button>
      ) : null}
    </div>
  );
}
