import { PassThrough, type Readable } from 'node:stream';
import type { Dependencies } from '../../dependencies.ts';
import { describeError } from '../../platform/errors.ts';
import type { News, NewsFeed } from '../../platform/http/news-feed.ts';
import { chatSeersOf } from '../chat/chat-news.ts';
import { memberLeft, memberRoleChanged, memberSignedOut } from '../corp/events.ts';
import { findOpenSessions } from '../corp/session-store.ts';
import { findViewers } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { seersOf } from '../customer/scope.ts';
import { whoHears } from './who-hears.ts';

/** News of one moment go out together: one read for all pages, and pages refetch once for all of them. */
const GATHER_MS = 150;
/** Keeps proxies from closing quiet connections, and is how long a session that ended elsewhere may still listen. */
const PULSE_MS = 20_000;
/** After these somebody may listen no more, or to others. A move between departments has no event: the pulse finds it. */
const CHANGE_VIEWERS: ReadonlySet<string> = new Set([memberRoleChanged.name, memberLeft.name, memberSignedOut.name]);

interface Page {
  viewer: MemberViewer;
  stream: PassThrough;
}

/** The open pages of this process. What a batch of news and a look at the sessions ask of the database does not grow with them. */
export class LivePages {
  private readonly pages = new Set<Page>();
  private gathered: News[] = [];
  private gathering: NodeJS.Timeout | null = null;
  private pulse: NodeJS.Timeout | undefined;
  private leaveFeed: () => void = () => undefined;

  constructor(
    private readonly deps: Pick<Dependencies, 'db' | 'clock' | 'config' | 'log'>,
    private readonly feed: NewsFeed,
  ) {}

  /** A stream of server-sent events for this viewer; `close` it when the page is gone. */
  open(viewer: MemberViewer): { stream: Readable; close(): void } {
    const page: Page = { viewer, stream: new PassThrough() };
    page.stream.write('retry: 3000\n\n');
    if (this.pages.size === 0) {
      this.leaveFeed = this.feed.subscribe((item) => this.gather(item));
      this.pulse = setInterval(() => void this.beat(), PULSE_MS);
    }
    this.pages.add(page);
    return { stream: page.stream, close: () => this.end(page) };
  }

  /** The page comes back after a few seconds and reads everything anew, if its session still lets it. */
  private end(page: Page): void {
    page.stream.end();
    if (!this.pages.delete(page) || this.pages.size > 0) return;
    this.leaveFeed();
    clearInterval(this.pulse);
  }

  private gather(item: News): void {
    this.gathered.push(item);
    this.gathering ??= setTimeout(() => {
      const news = this.gathered;
      this.gathered = [];
      this.gathering = null;
      void this.tell(news);
    }, GATHER_MS);
  }

  private async tell(news: readonly News[]): Promise<void> {
    try {
      if (news.some(({ type }) => CHANGE_VIEWERS.has(type))) await this.lookAtViewers();
      const customerIds = [...new Set(news.flatMap((item) => item.customerId ?? []))];
      const conversationIds = [...new Set(news.flatMap((item) => item.conversationId ?? []))];
      const { read } = this.deps.db;
      const heardBy = whoHears(news, await seersOf(read, customerIds), await chatSeersOf(read, conversationIds));
      const texts = new Map(news.map((item) => [item, textOf(item)]));
      for (const { viewer, stream } of this.pages) for (const item of heardBy(viewer)) stream.write(texts.get(item)!);
    } catch (error) {
      this.deps.log.warn({ error: describeError(error) }, 'news not told, live streams ended');
      for (const page of this.pages) this.end(page);
    }
  }

  private async beat(): Promise<void> {
    for (const { stream } of this.pages) stream.write(': still here\n\n');
    try {
      await this.lookAtViewers();
    } catch (error) {
      this.deps.log.warn({ error: describeError(error) }, 'sessions of live streams not looked at, will try again');
    }
  }

  /** Ends what a session no longer allows, and gives the rest the scope of today. */
  private async lookAtViewers(): Promise<void> {
    const { db, clock, config } = this.deps;
    const looked = [...this.pages];
    const sessionIds = [...new Set(looked.map(({ viewer }) => viewer.sessionId))];
    const openSessions = await findOpenSessions(db.read, sessionIds, clock.machineNow());
    const viewers = await findViewers(db.read, [...new Set(openSessions.values())], config.adminUserIds);
    for (const page of looked) {
      const viewer = viewers.get(openSessions.get(page.viewer.sessionId) ?? '');
      if (viewer) page.viewer = { ...viewer, sessionId: page.viewer.sessionId };
      else this.end(page);
    }
  }
}

function textOf({ id, type, customerId, conversationId }: News): string {
  return `id: ${id}\ndata: ${JSON.stringify({ type, customerId, conversationId })}\n\n`;
}
