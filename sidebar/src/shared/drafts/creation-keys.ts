import { randomKey } from './random-key.ts';

/**
 * Keys of requests that make something: the same thing sent again, because no answer came, has the same key; what was changed in between
 * has a new one, and so has the next thing after a success.
 */
export class CreationKeys {
  private last = { body: '', key: '' };

  constructor(private readonly random: () => string = randomKey) {}

  of(body: object): string {
    const text = JSON.stringify(body);
    if (text !== this.last.body) this.last = { body: text, key: this.random() };
    return this.last.key;
  }

  /** It was made. */
  forget(): void {
    this.last = { body: '', key: '' };
  }
}
