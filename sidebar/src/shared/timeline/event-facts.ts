import type { TimelineItem } from '@zhike/shared/contracts/customer';

/** Reads the facts of an event, which differ by its type and by the release that wrote it. What is missing is null. */
export class EventFacts {
  constructor(private readonly data: TimelineItem['data']) {}

  text(key: string): string | null {
    const value = this.data[key];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  number(key: string): number | null {
    const value = this.data[key];
    return typeof value === 'number' ? value : null;
  }

  isTrue(key: string): boolean {
    return this.data[key] === true;
  }

  /** The name of a member, channel, stage, field or rule. */
  name(key: string): string | null {
    return nameOf(this.data[key]);
  }

  names(key: string): string[] {
    const value = this.data[key];
    return Array.isArray(value) ? value.flatMap((one) => nameOf(one) ?? []) : [];
  }

  texts(key: string): string[] {
    const value = this.data[key];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }

  /** The sentence of a decision that explains itself. */
  sentence(key: string): string | null {
    const value = this.data[key];
    return isRecord(value) && typeof value.sentence === 'string' ? value.sentence : null;
  }
}

function nameOf(value: unknown): string | null {
  return isRecord(value) && typeof value.name === 'string' && value.name !== '' ? value.name : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
