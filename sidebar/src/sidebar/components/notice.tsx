import { useSyncExternalStore } from 'react';
import './notice.css';

interface Notice {
  id: number;
  text: string;
  tone: 'plain' | 'problem';
  action?: { label: string; run(): void };
}

const SHORT_MS = 3_000;
/** Long enough to read what failed, or to take something back. */
const LONG_MS = 6_000;

let current: Notice | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
const listeners = new Set<() => void>();

/** Says in one line what just happened, above the bottom bar. A newer notice takes the place of the older. */
export function notify(text: string, more: { tone?: Notice['tone']; action?: Notice['action'] } = {}): void {
  show({ id: ++lastId, text, tone: more.tone ?? 'plain', action: more.action });
  clearTimeout(timer);
  timer = setTimeout(() => show(null), more.action || more.tone === 'problem' ? LONG_MS : SHORT_MS);
}

function show(notice: Notice | null): void {
  current = notice;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where notices appear; once per page. */
export function NoticeBar() {
  const notice = useSyncExternalStore(subscribe, () => current);
  return (
    <div className="notice-place" role={notice?.tone === 'problem' ? 'alert' : 'status'} aria-live="polite">
      {notice ? (
        <div key={notice.id} className={`notice notice-${notice.tone}`}>
          <span className="notice-text">{notice.text}</span>
          {notice.action ? (
            <button
              type="button"
              className="notice-action"
              onClick={() => {
                notice.action?.run();
                show(null);
              }}
            >
              {notice.action.label}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
