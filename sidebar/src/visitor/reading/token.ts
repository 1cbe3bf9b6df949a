import type { VisitorPage } from '@zhike/shared/contracts/visitor';

declare global {
  interface Window {
    /** The demo's simulated phones share one browser: each has its own name. */
    __zhikePhone?: string;
  }
}

export const phoneName = (): string | undefined => window.__zhikePhone;
const keyOf = () => `zhike-visitor${phoneName() ? `:${phoneName()}` : ''}`;

/** What this browser is known by: what WeChat's answer has given it, what it kept, or what it is given now. */
export function rememberedToken({ value, wins }: VisitorPage['token']): string {
  try {
    const kept = wins ? null : localStorage.getItem(keyOf());
    const token = kept ?? value;
    if (token !== kept) localStorage.setItem(keyOf(), token);
    return token;
  } catch {
    // Private windows refuse storage: known for this visit only.
    return value;
  }
}

/** A place to read on from, kept per link. */
export function rememberedPlace(key: string): number {
  try {
    return Number(localStorage.getItem(`zhike-place:${key}`)) || 0;
  } catch {
    return 0;
  }
}

export function rememberPlace(key: string, place: number): void {
  try {
    localStorage.setItem(`zhike-place:${key}`, String(place));
  } catch {
    // Next time she begins at the first page.
  }
}
