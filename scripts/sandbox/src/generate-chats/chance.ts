/** Numbers that look random and are the same for the same seed and number: any message can be told without those before it. */
export class Chance {
  #state: number;

  constructor(seed: number, index: number) {
    // Mixed well, or neighbours would tell the same story.
    this.#state = mix(mix(seed >>> 0) ^ mix((index >>> 0) ^ 0x9e3779b9) ^ Math.floor(index / 2 ** 32));
  }

  /** 0 to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    return mix(this.#state) / 2 ** 32;
  }

  /** 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

function mix(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
