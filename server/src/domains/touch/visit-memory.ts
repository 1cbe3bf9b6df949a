import type { TouchLinkRow, VisitRow } from './entity.ts';

/** What does not change while a visit goes on: with it a beat needs no reading. */
export type KnownVisit = Pick<
  VisitRow,
  | 'visitKey'
  | 'id'
  | 'visitorId'
  | 'linkKey'
  | 'subjectId'
  | 'userId'
  | 'customerId'
  | 'viaVisitorId'
  | 'viaCustomerId'
  | 'ownKey'
  | 'nth'
  | 'pages'
  | 'day'
  | 'startedAt'
> & { isFinished: boolean };

const MOST = 50_000;

/** What one process remembers of visits and links; everything in it stands in the database. */
export class VisitMemory {
  private readonly visits = new Map<string, KnownVisit>();
  private readonly links = new Map<string, TouchLinkRow>();

  visit(visitKey: string): KnownVisit | undefined {
    return this.visits.get(visitKey);
  }

  keepVisits(visits: readonly KnownVisit[]): void {
    if (this.visits.size + visits.length > MOST) this.visits.clear();
    for (const visit of visits) this.visits.set(visit.visitKey, visit);
  }

  /** Where a link leads and whose it is; who holds it may have changed since. */
  link(linkKey: string): TouchLinkRow | undefined {
    return this.links.get(linkKey);
  }

  keepLink(link: TouchLinkRow): void {
    if (this.links.size >= MOST) this.links.clear();
    this.links.set(link.linkKey, link);
  }
}
